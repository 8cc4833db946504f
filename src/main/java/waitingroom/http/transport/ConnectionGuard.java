package waitingroom.http.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Watches the time of one connection, and cuts it when that is up. */
@SuppressWarnings("FutureReturnValueIgnored") // a promise is passed on
final class ConnectionGuard extends ChannelDuplexHandler {
  private final Connection connection;
  private final Progress progress;
  private final long everyMillis;
  private @Nullable ScheduledFuture<?> next;

  ConnectionGuard(Connection connection, Progress progress, Limits limits) {
    this.connection = connection;
    this.progress = progress;
    this.everyMillis = limits.checkEvery().toMillis();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    schedule(context);
    context.fireChannelActive();
    context.read();
  }

  private void schedule(ChannelHandlerContext context) {
    next = context.executor().schedule(() -> check(context), everyMillis, TimeUnit.MILLISECONDS);
  }

  private void check(ChannelHandlerContext context) {
    if (!context.channel().isOpen()) {
      return;
    }
    ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
    long pending = waiting == null ? 0 : waiting.totalPendingWriteBytes();
    Cut due = progress.due(System.nanoTime(), pending);
    if (due == null) {
      schedule(context);
    } else {
      connection.cut(due);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    connection.received(System.nanoTime());
    context.fireChannelRead(bytes);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent && connection.isSilent()) {
      connection.close(); // a probe that only connects
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes && connection.isBusy()) {
      progress.wrote(bytes.readableBytes());
    }
    context.write(message, promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (next != null) {
      next.cancel(false);
    }
    context.fireChannelInactive();
  }
}
