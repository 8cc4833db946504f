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

/** One connection: its pending answers and the ways in which it ends. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a socket that fails closes itself, which is handled as news
final class Connection {
  private final DuplexChannel channel;
  private final Limits limits;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** This and the fields below belong to the connection's event loop. */
  private int underWay;

  private boolean draining;

  /** Arrival of the first byte of a request's head, if {@link #inHead}. */
  private long headSinceNanos;

  private boolean inHead;

  /**
   * Time limits.
   *
   * @param head of a request, from its first byte to its last
   * @param linger for a client to keep sending after its last answer
   */
  record Limits(Duration head, Duration linger) {}

  Connection(DuplexChannel channel, Limits limits) {
    this.channel = channel;
    this.limits = limits;
    channel.closeFuture().addListener(done -> closed.complete(null));
  }

  /** Completes when the connection is closed. */
  CompletionStage<Void> closed() {
    return closed;
  }

  /** Closes the connection at once, whatever is under way. */
  void close() {
    channel.close();
  }

  Channel channel() {
    return channel;
  }

  /**
   * Records received bytes; on its loop. A client that sends a head byte by byte never triggers the
   * idle timeout and could hold the connection forever.
   *
   * @return false when the current head has taken too long
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

  /** Records a complete head; on its loop. */
  void asked() {
    underWay++;
    inHead = false;
  }

  /**
   * Records an answer; on its loop.
   *
   * @return whether it is this connection's last
   */
  boolean answeredLast() {
    underWay--;
    return draining && underWay == 0;
  }

  /**
   * Ends the connection once all requests read have their answers; from any thread. An unfinished
   * body is cut off: streams end by themselves when the node stops.
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
   * Ends the connection after pending writes; on its loop. Closing a socket with unread bytes
   * resets it and can destroy what was just sent, so the client's last bytes are read and discarded
   * for a while.
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
