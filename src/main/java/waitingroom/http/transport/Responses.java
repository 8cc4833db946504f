package waitingroom.http.transport;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Makes Netty's messages from Akka HTTP's model of a response.
 *
 * @param always headers of every answer of the listener
 */
public record Responses(HttpDate date, List<HttpHeader> always) {
  /** As people write them; HTTP/2 writes all names small. */
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");

  private static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
  private static final AsciiString DATE = AsciiString.cached("Date");
  private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("Transfer-Encoding");
  private static final AsciiString CONNECTION = AsciiString.cached("Connection");

  /**
   * Says what becomes of the connection.
   *
   * @param old the client speaks HTTP/1.0, which ends connections unless told otherwise
   */
  static void end(io.netty.handler.codec.http.HttpResponse response, boolean close, boolean old) {
    if (close) {
      response.headers().set(CONNECTION, HttpHeaderValues.CLOSE);
    } else if (old) {
      response.headers().set(CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }

  /**
   * A response whose entity is at hand, with its length.
   *
   * @param head true: without the entity itself
   */
  io.netty.handler.codec.http.FullHttpResponse full(
      HttpResponse response, HttpEntity.Strict entity, boolean head) {
    ByteBuf content =
        head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(entity.getData().asByteBuffer());
    var full = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status(response), content);
    addHeaders(response, full.headers());
    if (response.status().allowsEntity()) {
      full.headers().set(CONTENT_LENGTH, entity.getData().size());
    }
    return full;
  }

  /** The same as bytes of HTTP/1.1. */
  byte[] bytes(HttpResponse response, HttpEntity.Strict entity) {
    EmbeddedChannel encoder = new EmbeddedChannel(new HttpResponseEncoder());
    encoder.writeOutbound(full(response, entity, false));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
      all.writeBytes(ByteBufUtil.getBytes(part));
      part.release();
    }
    encoder.finishAndReleaseAll();
    return all.toByteArray();
  }

  /**
   * The head of a response whose entity is streamed.
   *
   * @param chunked otherwise the entity ends with the connection, or with the stream in HTTP/2
   */
  io.netty.handler.codec.http.HttpResponse head(HttpResponse response, boolean chunked) {
    var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(response));
    addHeaders(response, head.headers());
    if (response.entity() instanceof HttpEntity.Default known) {
      head.headers().set(CONTENT_LENGTH, known.getContentLength());
    } else if (chunked) {
      head.headers().set(TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    return head;
  }

  private static HttpResponseStatus status(HttpResponse response) {
    return HttpResponseStatus.valueOf(response.status().intValue());
  }

  private void addHeaders(HttpResponse response, HttpHeaders headers) {
    for (HttpHeader header : response.getHeaders()) {
      headers.add(header.name(), header.value());
    }
    for (HttpHeader header : always) {
      headers.set(header.name(), header.value());
    }
    headers.set(DATE, date.now());
    if (response.status().allowsEntity()) {
      var type = response.entity().getContentType();
      if (!type.equals(ContentTypes.NO_CONTENT_TYPE)) {
        headers.set(CONTENT_TYPE, type.toString());
      }
    }
  }
}
