package waitingroom.http.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's decoder without folded lines, which RFC 9112, section 5.2, lets a server refuse: it joins
 * them one by one, so some tens of thousands in one header would keep an event loop busy.
 */
final class RequestDecoder extends HttpRequestDecoder {
  private static final DecoderResult FOLDED =
      DecoderResult.failure(new IllegalArgumentException("a folded line"));

  private enum Place {
    START_LINE,
    HEADERS,
    BODY,
    TRAILERS,
    REFUSED
  }

  private Place place = Place.START_LINE;
  private boolean chunked;

  RequestDecoder(HttpDecoderConfig config) {
    super(config);
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) throws Exception {
    place = Place.HEADERS;
    return super.createMessage(initialLine);
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
    if (out.size() > before) {
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
