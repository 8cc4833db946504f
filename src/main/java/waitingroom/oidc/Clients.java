package waitingroom.oidc;

import akka.Done;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.room.RoomId;

/**
 * The clients of all rooms. What was read is kept for some seconds, so that a crowd asks the
 * database once; a change is seen at once on the node that made it, and on the others when theirs
 * is too old. Safe for use by many threads.
 */
public final class Clients {
  private static final int CACHED_MAX = 10_000;

  private final ClientTable table;
  private final AsyncLoadingCache<RoomId, Optional<Client>> cache;

  /**
   * @param cachedFor how long a change on another node may go unnoticed
   */
  public Clients(ClientTable table, Duration cachedFor) {
    this.table = table;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(CACHED_MAX)
            .expireAfterWrite(cachedFor)
            .buildAsync((room, executor) -> table.find(room).toCompletableFuture());
  }

  /** The client of a room that exists, or empty when it has none. Fails when Cassandra does. */
  public CompletionStage<Optional<Client>> of(RoomId room) {
    return cache.get(room);
  }

  /** The same, past the cache. */
  public CompletionStage<Optional<Client>> now(RoomId room) {
    return table.find(room);
  }

  /** Gives a room its client, in place of the one that it had. */
  public CompletionStage<Done> save(RoomId room, Client client) {
    return table.save(room, client).whenComplete((done, failure) -> forget(room));
  }

  /** Takes a room's client away; visitors who come back to it are not let in any more. */
  public CompletionStage<Done> delete(RoomId room) {
    return table.delete(room).whenComplete((done, failure) -> forget(room));
  }

  private void forget(RoomId room) {
    cache.synchronous().invalidate(room);
  }
}
