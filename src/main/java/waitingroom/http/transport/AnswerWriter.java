package waitingroom.http.transport;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.ActorAttributes;
import akka.stream.Materializer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** Writes the answers of one connection, one after the other. On its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a socket that fails closes itself
final class AnswerWriter {
  /** Learns of the end of an answer, and whether the connection is to end with it. */
  interface Written {
    void end(ChannelHandlerContext context, boolean close);
  }

  private final Ends connection;
  private final @Nullable SharedAnswers shared;
  private final Responses responses;
  private final Materializer materializer;
  private final Written written;
  private @Nullable Runnable writableAgain;
  private boolean streaming;
  private boolean closes;

  /**
   * @param shared null in HTTP/2
   */
  AnswerWriter(Ends connection, Service service, @Nullable SharedAnswers shared, Written written) {
    this.connection = connection;
    this.shared = shared;
    this.responses = service.responses();
    this.materializer = service.materializer();
    this.written = written;
  }

  /** Whether an answer is being streamed: the next one has to wait. */
  boolean busy() {
    return streaming;
  }

  /** Whether the newest answer says that it is the last one. */
  boolean closes() {
    return closes;
  }

  /**
   * Writes an answer, without a flush if it is at hand.
   *
   * @param last the connection is to end with it
   */
  void write(ChannelHandlerContext context, Asked asked, HttpResponse response, boolean last) {
    if (response.entity() instanceof HttpEntity.Strict strict) {
      closes = last;
      if (last || asked.old() || asked.head() || !wroteShared(context, response, strict)) {
        var full = responses.full(response, strict, asked.head());
        Responses.end(full, last, asked.old());
        context.write(full, context.voidPromise());
      }
      written.end(context, last);
    } else {
      stream(context, asked, response, last);
    }
  }

  private boolean wroteShared(
      ChannelHandlerContext context, HttpResponse response, HttpEntity.Strict entity) {
    ByteBuf bytes = shared == null ? null : shared.of(response, entity);
    if (bytes == null) {
      return false;
    }
    ChannelHandlerContext behindEncoder = context.pipeline().context(HttpResponseEncoder.class);
    behindEncoder.write(bytes, context.voidPromise());
    return true;
  }

  private void stream(
      ChannelHandlerContext context, Asked asked, HttpResponse response, boolean last) {
    boolean endsWithConnection =
        response.entity() instanceof HttpEntity.CloseDelimited
            || (asked.old() && !(response.entity() instanceof HttpEntity.Default));
    boolean close = endsWithConnection || last;
    closes = close;
    var head = responses.head(response, !endsWithConnection);
    Responses.end(head, close, asked.old());
    if (asked.head()) {
      context.write(
          new DefaultFullHttpResponse(
              head.protocolVersion(),
              head.status(),
              Unpooled.EMPTY_BUFFER,
              head.headers().remove(HttpHeaderNames.TRANSFER_ENCODING),
              EmptyHttpHeaders.INSTANCE),
          context.voidPromise());
      written.end(context, close);
      return;
    }
    streaming = true; // first: a flush may make room for other answers at once
    context.writeAndFlush(head, context.voidPromise());
    response
        .entity()
        .getDataBytes()
        .to(
            new EntityWriter(
                context.channel(),
                changed -> writableAgain = changed,
                whole -> context.executor().execute(() -> ended(context, whole, close))))
        .withAttributes(ActorAttributes.dispatcher(connection.dispatcher()))
        .run(materializer);
  }

  private void ended(ChannelHandlerContext context, boolean whole, boolean close) {
    streaming = false;
    writableAgain = null;
    if (whole) {
      context.write(LastHttpContent.EMPTY_LAST_CONTENT, context.voidPromise());
      written.end(context, close);
    } else {
      // Only so does the client learn that something is missing.
      connection.cut(Cut.HALF_AN_ANSWER);
    }
  }

  /** Goes on, or gives up, when the client has read something or the connection has ended. */
  void writabilityChanged() {
    if (writableAgain != null) {
      writableAgain.run();
    }
  }
}
