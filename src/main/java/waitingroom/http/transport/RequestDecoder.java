package waitingroom.http.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Netty's decoder, stricter. It refuses folded lines, as RFC 9112, section 5.2, allows: Netty joins
 * them one by one, so some tens of thousands in one header would keep an event loop busy. And it
 * refuses several lengths in HTTP/1.0 too, of which Netty takes the first, and others another.
 */
final class RequestDecoder extends HttpRequestDecoder {
  private static final DecoderResult FOLDED =
      DecoderResult.failure(new IllegalArgumentException("a folded line"));

  private static final DecoderResult SEVERAL_LENGTHS =
      DecoderResult.failure(new IllegalArgumentException("several lengths"));

  private enum Place {
    START_LINE,
    HEADERS,
    BODY,
    TRAILERS,
    REFUSED
  }

  private Place place = Place.START_LINE;
  private boolean chunked;
  private int lengths;

  RequestDecoder(HttpDecoderConfig config) {
    super(config);
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) throws Exception {
    place = Place.HEADERS;
    lengths = 0;
    return super.createMessage(initialLine);
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    AsciiString name = super.splitHeaderName(line, start, length);
    if (place == Place.HEADERS && HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
      lengths++;
    }
    return name;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (place == Place.REFUSED) {
      bytes.skipBytes(bytes.readableBytes());
      return;
    }
    if (place != Place.BODY && FoldedLines.in(bytes, place == Place.START_LINE)) {
      refuse(bytes, out);
      return;
    }
    int from = bytes.readerIndex();
    int before = out.size();
    super.decode(context, bytes, out);
    if (out.size() > before && lengths > 1 && out.get(before) instanceof HttpRequest request) {
      request.setDecoderResult(SEVERAL_LENGTHS);
      place = Place.REFUSED;
    } else if (out.size() > before) {
      moveOn(out.get(before), out.get(out.size() - 1));
    } else if (place == Place.BODY && chunked && isLastChunk(bytes, from)) {
      place = Place.TRAILERS;
    }
  }

  private void refuse(ByteBuf bytes, List<Object> out) {
    if (place == Place.TRAILERS) {
      LastHttpContent last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
      last.setDecoderResult(FOLDED);
      out.add(last);
    } else {
      HttpMessage message = createInvalidMessage();
      message.setDecoderResult(FOLDED);
      out.add(message);
    }
    place = Place.REFUSED;
    bytes.skipBytes(bytes.readableBytes());
  }

  private void moveOn(Object first, Object last) {
    if (last instanceof LastHttpContent) {
      place = Place.START_LINE;
    } else if (first instanceof HttpRequest request) {
      place = Place.BODY;
      chunked = HttpUtil.isTransferEncodingChunked(request);
    }
  }

  /** Whether the line that was just read says that no more chunks come: it has no digit but 0. */
  private static boolean isLastChunk(ByteBuf bytes, int from) {
    boolean zero = false;
    for (int i = from; i < bytes.readerIndex(); i++) {
      byte b = bytes.getByte(i);
      if (b == ';' || (zero && b <= ' ')) {
        break; // Netty takes no notice of what follows
      }
      if (b == '0') {
        zero = true;
      } else if (b > ' ') {
        return false;
      }
    }
    return zero;
  }
}
