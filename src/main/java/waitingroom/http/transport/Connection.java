package waitingroom.http.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** One connection: what it still owes its client, and the ways in which it ends. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a socket that fails closes itself, and says so as news
final class Connection {
  private final DuplexChannel channel;
  private final Limits limits;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** This and what follows is for the connection's loop alone. */
  private int underWay;

  private boolean draining;

  /** Since when the head of a request is on its way, if {@link #inHead}. */
  private long headSinceNanos;

  private boolean inHead;

  /**
   * How long things may take.
   *
   * @param head of a request, from its first byte to its last
   * @param linger how long a client may go on sending once it has its last answer
   */
  record Limits(Duration head, Duration linger) {}

  Connection(DuplexChannel channel, Limits limits) {
    this.channel = channel;
    this.limits = limits;
    channel.closeFuture().addListener(done -> closed.complete(null));
  }

  /** Done when it is. */
  CompletionStage<Void> closed() {
    return closed;
  }

  /** Cuts it, whatever is under way. */
  void close() {
    channel.close();
  }

  Channel channel() {
    return channel;
  }

  /**
   * Bytes have come; on its loop. Who sends a head a byte at a time is never silent, and would keep
   * the connection for ever.
   *
   * @return false when the head that they belong to takes too long
   */
  boolean heard(long nowNanos) {
    if (underWay > 0) {
      return true;
    }
    if (!inHead) {
      inHead = true;
      headSinceNanos = nowNanos;
    }
    return nowNanos - headSinceNanos <= limits.head().toNanos();
  }

  /** The head of a request was read; on its loop. */
  void asked() {
    underWay++;
    inHead = false;
  }

  /**
   * An answer is on its way; on its loop.
   *
   * @return whether it is the last one of this connection
   */
  boolean answeredLast() {
    underWay--;
    return draining && underWay == 0;
  }

  /**
   * Ends it as soon as the requests that were read have their answers; from any thread. An answer
   * whose body is still being made is cut: streams have an end of their own when the node stops.
   */
  void drain() {
    channel
        .eventLoop()
        .execute(
            () -> {
              draining = true;
              if (underWay == 0) {
                flushed().addListener(ChannelFutureListener.CLOSE);
              }
            });
  }

  /**
   * Ends it after what was written; on its loop. A socket that is closed with unread bytes in it
   * takes back what it has just sent, so the client's last bytes are read and forgotten for a
   * while.
   */
  void finish() {
    flushed().addListener(this::linger);
  }

  private ChannelFuture flushed() {
    return channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
  }

  private void linger(Future<? super Void> flushed) {
    if (!flushed.isSuccess() || channel.isInputShutdown()) {
      channel.close();
      return;
    }
    channel.shutdownOutput();
    channel.config().setAutoRead(true);
    ScheduledFuture<?> cut =
        channel
            .eventLoop()
            .schedule(() -> channel.close(), limits.linger().toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(done -> cut.cancel(false));
  }
}
