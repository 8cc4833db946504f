package waitingroom.http.visitor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import waitingroom.http.route.Answers;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.server.ClientLimits;
import waitingroom.http.server.CostSettings;
import waitingroom.room.RoomId;

/**
 * Limits how often one place asks for its tokens. Counts genuine places only, so that invented ids
 * take no memory. Thread-safe.
 */
public final class PlaceLimit {
  /** The one silent longest is dropped first. */
  private static final int PLACES_MAX = 100_000;

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final CostSettings settings;
  private final Counter over;
  private final Cache<Key, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(PLACES_MAX).expireAfterAccess(KEPT).build();

  private record Key(RoomId room, long epoch, long position) {}

  public PlaceLimit(CostSettings settings, MeterRegistry registry) {
    this.settings = settings;
    this.over = ClientLimits.refusals(registry, "place");
  }

  /**
   * Counts a call.
   *
   * @throws HttpRefusal 429 when the place asked too often
   */
  void take(RoomId room, long epoch, long position) {
    if (settings.tokensPerPlace() > 0
        && !buckets.get(new Key(room, epoch, position), any -> newBucket()).tryConsume(1)) {
      over.increment();
      throw new HttpRefusal(Answers.TOO_MANY);
    }
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(settings.tokensAtOnce())
                    .refillGreedy(settings.tokensPerPlace(), Duration.ofSeconds(1)))
        .build();
  }
}
