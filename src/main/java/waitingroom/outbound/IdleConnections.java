package waitingroom.outbound;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import waitingroom.outbound.OutboundRequest.Origin;

/**
 * Connections that wait for their next request, at most two for an origin. Confined to the loop.
 */
final class IdleConnections {
  private static final int OF_ONE_ORIGIN_MAX = 2;

  private record Kept(Connection connection, ScheduledFuture<?> end) {}

  private final Duration keep;
  private final Map<Origin, Deque<Kept>> all = new HashMap<>();

  IdleConnections(Duration keep) {
    this.keep = keep;
  }

  boolean keeps() {
    return !keep.isZero();
  }

  Optional<Connection> take(OutboundRequest request) {
    Deque<Kept> kept = all.get(request.origin());
    if (kept == null) {
      return Optional.empty();
    }
    Kept newest = kept.removeLast();
    if (kept.isEmpty()) {
      all.remove(request.origin());
    }
    newest.end().cancel(false);
    return Optional.of(newest.connection());
  }

  void put(Connection connection, EventLoop loop) {
    Deque<Kept> kept = all.computeIfAbsent(connection.origin(), origin -> new ArrayDeque<>());
    if (kept.size() == OF_ONE_ORIGIN_MAX) {
      connection.close();
      return;
    }
    ScheduledFuture<?> end =
        loop.schedule(connection::close, keep.toMillis(), TimeUnit.MILLISECONDS);
    kept.addLast(new Kept(connection, end));
  }

  void remove(Connection connection) {
    Deque<Kept> kept = all.get(connection.origin());
    if (kept == null) {
      return;
    }
    for (Kept entry : List.copyOf(kept)) {
      if (entry.connection() == connection) {
        entry.end().cancel(false);
        kept.remove(entry);
      }
    }
    if (kept.isEmpty()) {
      all.remove(connection.origin());
    }
  }
}
