package waitingroom.outbound;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import waitingroom.outbound.OutboundRequest.Origin;

/** A connection with one exchange at a time. Confined to the loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a socket that fails closes itself
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
  private final Origin origin;
  private final IdleConnections idle;
  private @Nullable Channel channel;
  private @Nullable Exchange current;

  /** Within an answer such as 103, which comes before the one that counts. */
  private boolean interim;

  private boolean keep;

  Connection(Origin origin, IdleConnections idle) {
    this.origin = origin;
    this.idle = idle;
  }

  Origin origin() {
    return origin;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  void begin(Exchange exchange) {
    Channel open = Objects.requireNonNull(channel);
    if (exchange.answer().isDone()) {
      open.close();
      return;
    }
    current = exchange;
    // A time limit fails the answer, and with it the connection.
    exchange
        .answer()
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                open.close();
              }
            });
    open.writeAndFlush(exchange.encoded(idle.keeps()))
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                exchange.fail(written.cause());
              }
            });
  }

  void close() {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    Exchange exchange = current;
    if (exchange == null) {
      context.close();
      return;
    }
    if (part.decoderResult().isFailure()) {
      exchange.fail(new IOException("the answer is no HTTP", part.decoderResult().cause()));
      return;
    }
    if (part instanceof HttpResponse head) {
      interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      keep = HttpUtil.isKeepAlive(head);
      exchange.head(head);
    }
    if (part instanceof HttpContent piece && !interim) {
      read(context, exchange, piece);
    }
  }

  private void read(ChannelHandlerContext context, Exchange exchange, HttpContent piece) {
    boolean more = exchange.add(piece.content());
    if (more && !(piece instanceof LastHttpContent)) {
      return;
    }
    current = null;
    if (more && keep && idle.keeps()) {
      idle.put(this, context.channel().eventLoop());
    } else {
      context.close();
    }
    if (more) {
      exchange.complete();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    idle.remove(this);
    if (current != null) {
      current.fail(new IOException("the connection was closed before the answer was complete"));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (current != null) {
      current.fail(cause);
    }
    context.close();
  }
}
