package waitingroom.http.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * Limits the answers with tokens for one visitor, because each costs three signatures and a client
 * that has no secret is anybody. Each node counts separately. Thread-safe.
 */
final class SigningPace {
  private static final int PER_MINUTE = 20;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int VISITORS_MAX = 100_000;

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(VISITORS_MAX).expireAfterAccess(MINUTE).build();

  /** Takes one answer for a visitor; the wait when there are too many, else zero. */
  Duration take(String requestId) {
    ConsumptionProbe probe =
        buckets.get(requestId, any -> newBucket()).tryConsumeAndReturnRemaining(1);
    return Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  private static Bucket newBucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(PER_MINUTE).refillGreedy(PER_MINUTE, MINUTE))
        .build();
  }
}
