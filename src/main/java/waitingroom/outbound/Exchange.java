package waitingroom.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import waitingroom.outbound.OutboundRequest.Origin;

/** A request and what has come of its answer. Confined to the loop, but for the answer. */
final class Exchange {
  private final OutboundRequest request;
  private final int bytesMax;
  private final boolean bodyWanted;
  private final CompletableFuture<OutboundAnswer> answer = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int received;
  private @Nullable HttpResponse head;

  /**
   * @param bodyWanted false: a body is dropped, and may be longer
   */
  Exchange(OutboundRequest request, int bytesMax, boolean bodyWanted) {
    this.request = request;
    this.bytesMax = bytesMax;
    this.bodyWanted = bodyWanted;
  }

  OutboundRequest request() {
    return request;
  }

  CompletableFuture<OutboundAnswer> answer() {
    return answer;
  }

  FullHttpRequest encoded(boolean keep) {
    FullHttpRequest encoded =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(request.method()),
            request.target(),
            Unpooled.wrappedBuffer(request.body()));
    request.headers().forEach(encoded.headers()::set);
    encoded.headers().set(HttpHeaderNames.HOST, host());
    encoded.headers().set(HttpHeaderNames.USER_AGENT, "waiting-room");
    encoded.headers().set(HttpHeaderNames.CONNECTION, keep ? "keep-alive" : "close");
    if (!request.method().equals("GET")) {
      encoded.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
    }
    return encoded;
  }

  private String host() {
    Origin origin = request.origin();
    String bare = origin.host();
    String host = bare.indexOf(':') < 0 ? bare : "[" + bare + "]";
    return request.uri().getPort() == -1 ? host : host + ":" + origin.port();
  }

  void head(HttpResponse arrived) {
    head = arrived;
  }

  /** Takes a piece of the body; false: the answer is decided, and no more of it is of use. */
  boolean add(ByteBuf piece) {
    received += piece.readableBytes();
    if (received > bytesMax) {
      if (bodyWanted) {
        fail(new IOException("the answer is longer than " + bytesMax + " bytes"));
      } else {
        complete();
      }
      return false;
    }
    if (bodyWanted) {
      byte[] bytes = new byte[piece.readableBytes()];
      piece.getBytes(piece.readerIndex(), bytes);
      body.writeBytes(bytes);
    }
    return true;
  }

  void complete() {
    HttpResponse complete = head;
    if (complete == null) {
      fail(new IOException("the answer has no head"));
      return;
    }
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : complete.headers().names()) {
      headers.put(name, complete.headers().getAll(name));
    }
    answer.complete(new OutboundAnswer(complete.status().code(), headers, body.toByteArray()));
  }

  void fail(Throwable cause) {
    answer.completeExceptionally(cause);
  }
}
