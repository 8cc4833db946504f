package waitingroom.http.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Puts requests together from what the decoder makes of their bytes. On the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a socket that fails closes itself
final class RequestReader {
  /** Takes what has been read. */
  interface Taker {
    /** Takes a request whose head is not valid; nothing behind it means anything. */
    void refuse(ChannelHandlerContext context, HttpRequest request, Fault fault);

    /**
     * Takes a request whose body is whole, or never will be.
     *
     * @param fault why it never will; null: it is whole
     */
    void ask(ChannelHandlerContext context, HttpRequest head, byte[] body, @Nullable Fault fault);

    /** Whether we ourselves do not read on. */
    boolean isHeldBack(ChannelHandlerContext context);

    /** Whether no earlier request waits for its answer. */
    boolean isIdle();
  }

  private final Ends connection;
  private final Limits limits;
  private final Taker taker;
  private @Nullable BodyReader body;

  RequestReader(Ends connection, Limits limits, Taker taker) {
    this.connection = connection;
    this.limits = limits;
    this.taker = taker;
  }

  /** Takes a head, or a part of a body, and releases it. */
  void take(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest request) {
        begin(context, request);
      }
      if (message instanceof HttpContent content && body != null) {
        go(context, body, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    int length = Framing.length(request.headers());
    boolean held = connection.asked(length);
    Fault fault = held ? Framing.fault(request, length, limits) : Fault.HEAD_TOO_LONG;
    if (fault != null) {
      taker.refuse(context, request, fault);
      return;
    }
    body = new BodyReader(request, limits.body());
    if (HttpUtil.getContentLength(request, 0L) > limits.body()) {
      ask(context, body, Fault.BODY_TOO_LONG);
    } else if (HttpUtil.is100ContinueExpected(request) && taker.isIdle()) {
      // Before an earlier answer it could be taken for the beginning of that.
      context.writeAndFlush(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
  }

  private void go(ChannelHandlerContext context, BodyReader reader, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      ask(context, reader, Fault.BODY_MALFORMED);
    } else if (!reader.add(content.content())) {
      ask(context, reader, Fault.BODY_TOO_LONG);
    } else if (content instanceof LastHttpContent) {
      ask(context, reader, null);
    }
  }

  private void ask(ChannelHandlerContext context, BodyReader reader, @Nullable Fault fault) {
    body = null;
    reader.close();
    taker.ask(context, reader.head(), reader.bytes(), fault);
  }

  /** Limits the time of a body that has begun; most come with their heads, and need no timer. */
  void limitTime(ChannelHandlerContext context) {
    BodyReader reader = body;
    if (reader == null || !reader.isNew()) {
      return;
    }
    reader.limitTime(
        context.executor(),
        limits.bodyTime(),
        () -> {
          if (body == reader && taker.isHeldBack(context)) {
            reader.close();
            limitTime(context);
          } else if (body == reader) {
            ask(context, reader, Fault.BODY_TOO_SLOW);
            context.flush();
          }
        });
  }

  /** Whether a body has begun and not ended. */
  boolean isHalf() {
    return body != null;
  }

  /** Drops a body that has begun. */
  void forget() {
    if (body != null) {
      body.close();
      body = null;
    }
  }
}
