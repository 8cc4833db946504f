package waitingroom.page;

import akka.Done;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.room.RoomId;

/**
 * The designs of all rooms, cached for some seconds so that a crowd costs one query; while the
 * database does not answer, the last design stays. Thread-safe.
 */
public final class PageDesigns {
  private static final Logger log = LoggerFactory.getLogger(PageDesigns.class);
  private static final int CACHED_MAX = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final DesignTable table;
  private final AsyncLoadingCache<RoomId, PageDesign> cache;
  private final ConcurrentMap<RoomId, PageDesign> latest = new ConcurrentHashMap<>();

  /**
   * @param cachedFor the longest delay until a change made on another node is seen
   */
  public PageDesigns(DesignTable table, Duration cachedFor) {
    this.table = table;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(CACHED_MAX)
            .expireAfterWrite(cachedFor)
            .buildAsync((room, executor) -> load(room));
  }

  private CompletableFuture<PageDesign> load(RoomId room) {
    return table
        .find(room, Stage.PUBLISHED)
        .toCompletableFuture()
        .copy()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(found -> remembered(room, found))
        .exceptionally(failure -> withoutDatabase(room, failure));
  }

  private PageDesign remembered(RoomId room, Optional<PageDesign> found) {
    found.ifPresentOrElse(design -> latest.put(room, design), () -> latest.remove(room));
    return found.orElse(PageDesign.DEFAULT);
  }

  private PageDesign withoutDatabase(RoomId room, Throwable failure) {
    log.warn("Page design cannot be read; keeping the last one: room={}", room, failure);
    return latest.getOrDefault(room, PageDesign.DEFAULT);
  }

  /** The design that visitors see; never fails. */
  public CompletionStage<PageDesign> published(RoomId room) {
    return cache.get(room);
  }

  /** Reads a design past the cache. Fails when Cassandra does. */
  public CompletionStage<Optional<PageDesign>> stored(RoomId room, Stage stage) {
    return table.find(room, stage);
  }

  /** Saves a draft, which visitors do not see. */
  public CompletionStage<Done> saveDraft(RoomId room, PageDesign design) {
    return table.save(room, Stage.DRAFT, design);
  }

  /** Publishes a design. */
  public CompletionStage<Done> publish(RoomId room, PageDesign design) {
    return table
        .save(room, Stage.PUBLISHED, design)
        .whenComplete((done, failure) -> cache.synchronous().invalidate(room));
  }

  /** Deletes both designs: the room gets the default page. */
  public CompletionStage<Done> delete(RoomId room) {
    return table.delete(room).whenComplete((done, failure) -> cache.synchronous().invalidate(room));
  }
}
