package waitingroom.http.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The connections of one listener. At its limit it accepts no more; up to fifteen may be accepted
 * together with the one that reaches it. Those past the limit of their address are closed at once.
 */
final class OpenConnections extends ChannelInboundHandlerAdapter {
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final int max;
  private final int maxPerAddress;
  private final Consumer<Cut> cuts;
  private volatile boolean draining;

  /** Accepted connections; only for the listener's loop. */
  private int count;

  private final Map<Object, Integer> perAddress = new HashMap<>();

  OpenConnections(Limits limits, Consumer<Cut> cuts) {
    this.max = limits.connections();
    this.maxPerAddress = limits.connectionsPerAddress();
    this.cuts = cuts;
  }

  /** Handles an accepted connection. */
  @Override
  public void channelRead(ChannelHandlerContext listener, Object accepted) {
    Channel channel = (Channel) accepted;
    Object address = ConnectionOwner.of(channel.remoteAddress());
    if (perAddress.getOrDefault(address, 0) >= maxPerAddress) {
      cuts.accept(Cut.ADDRESS);
      channel.unsafe().closeForcibly(); // it belongs to no loop yet
      return;
    }
    perAddress.merge(address, 1, Integer::sum);
    count++;
    if (count == max) {
      listener.channel().config().setAutoRead(false);
    }
    channel
        .closeFuture()
        .addListener(closed -> listener.executor().execute(() -> ended(listener, address)));
    listener.fireChannelRead(accepted);
  }

  private void ended(ChannelHandlerContext listener, Object address) {
    perAddress.computeIfPresent(address, (same, open) -> open == 1 ? null : open - 1);
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
