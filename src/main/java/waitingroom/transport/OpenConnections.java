package waitingroom.transport;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The connections of one listener. While there are as many as there may be, none is accepted. */
final class OpenConnections {
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final int max;

  OpenConnections(int max) {
    this.max = max;
  }

  /**
   * Keeps it until it is closed.
   *
   * @param listener accepted it, and waits while there are too many
   */
  void add(Connection connection, Channel listener) {
    open.add(connection);
    connection.closed().thenRun(() -> remove(connection, listener));
    acceptIfRoom(listener);
  }

  private void remove(Connection connection, Channel listener) {
    open.remove(connection);
    acceptIfRoom(listener);
  }

  private void acceptIfRoom(Channel listener) {
    boolean room = open.size() < max;
    if (listener.config().isAutoRead() != room) {
      listener.config().setAutoRead(room);
    }
  }

  /**
   * Ends them all: idle ones at once, others with their last answer.
   *
   * @param max those that still have none by then are cut
   */
  CompletionStage<Void> drain(Duration max) {
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
