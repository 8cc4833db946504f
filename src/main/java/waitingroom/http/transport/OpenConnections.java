package waitingroom.http.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one listener. At the limit it accepts no more; up to fifteen may be accepted
 * together with the one that reaches it.
 */
final class OpenConnections extends ChannelInboundHandlerAdapter {
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final int max;
  private volatile boolean draining;

  /** Accepted connections; only for the listener's loop. */
  private int count;

  OpenConnections(int max) {
    this.max = max;
  }

  /** Handles an accepted connection. */
  @Override
  public void channelRead(ChannelHandlerContext listener, Object accepted) {
    count++;
    if (count == max) {
      listener.channel().config().setAutoRead(false);
    }
    ((Channel) accepted)
        .closeFuture()
        .addListener(closed -> listener.executor().execute(() -> ended(listener)));
    listener.fireChannelRead(accepted);
  }

  private void ended(ChannelHandlerContext listener) {
    if (count == max) {
      listener.channel().config().setAutoRead(true);
    }
    count--;
  }

  /** Tracks a connection until it is closed. */
  void add(Connection connection) {
    open.add(connection);
    connection.closed().thenRun(() -> open.remove(connection));
    if (draining) {
      connection.drain();
    }
  }

  /**
   * Ends all connections: idle ones at once, others with their last answer.
   *
   * @param max connections without an answer by then are closed
   */
  CompletionStage<Void> drain(Duration max) {
    draining = true;
    List<Connection> last = List.copyOf(open);
    last.forEach(Connection::drain);
    return CompletableFuture.allOf(
            last.stream()
                .map(one -> one.closed().toCompletableFuture())
                .toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, max.toMillis(), TimeUnit.MILLISECONDS)
        .thenRun(() -> last.forEach(Connection::close));
  }
}
