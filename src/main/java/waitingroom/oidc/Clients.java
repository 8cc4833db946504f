package waitingroom.oidc;

import akka.Done;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.room.RoomId;

/**
 * The clients of all rooms, cached for some seconds so that a crowd costs one query. A change takes
 * effect at once on the node that made it, and on others when their cached value expires.
 * Thread-safe.
 */
public final class Clients {
  private static final int CACHED_MAX = 10_000;

  private final ClientTable table;
  private final AsyncLoadingCache<RoomId, Optional<Client>> cache;

  /**
   * @param cachedFor the longest delay until a change made on another node is seen
   */
  public Clients(ClientTable table, Duration cachedFor) {
    this.table = table;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(CACHED_MAX)
            .expireAfterWrite(cachedFor)
            .buildAsync((room, executor) -> table.find(room).toCompletableFuture());
  }

  /** The client of an existing room, if it has one. Fails when Cassandra does. */
  public CompletionStage<Optional<Client>> of(RoomId room) {
    return cache.get(room);
  }

  /** The client, read past the cache. */
  public CompletionStage<Optional<Client>> now(RoomId room) {
    return table.find(room);
  }

  /** Sets or replaces a room's client. */
  public CompletionStage<Done> save(RoomId room, Client client) {
    return table.save(room, client).whenComplete((done, failure) -> forget(room));
  }

  /** Deletes a room's client; its visitors can no longer return to it. */
  public CompletionStage<Done> delete(RoomId room) {
    return table.delete(room).whenComplete((done, failure) -> forget(room));
  }

  private void forget(RoomId room) {
    cache.synchronous().invalidate(room);
  }
}
