package waitingroom.http.server;

import akka.http.javadsl.model.HttpRequest;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.http.route.ClientAddress;

/**
 * Counts the unknown request ids of each address. Bounded: those silent longest are forgotten
 * first, and the log has a line a minute at most. Thread-safe.
 */
final class Guesses {
  static final int MINUTE = 60;

  private static final Logger log = LoggerFactory.getLogger(Guesses.class);

  private final int perMinute;
  private final ClientAddress address;
  private final Cache<String, Bucket> buckets;
  private final Counter braked;
  private final Bucket lines = bucket(1);

  Guesses(RateLimitSettings settings, MeterRegistry registry) {
    this.perMinute = settings.unknownIdsPerMinute();
    this.address = new ClientAddress(settings.addressHeader());
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(settings.addressesMax())
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();
    this.braked =
        Counter.builder("waitingroom.requestids.braked")
            .description("Unknown request ids beyond what one address may show in a minute")
            .register(registry);
  }

  /** Counts one more; the seconds to wait if it was too many, empty if not. */
  OptionalLong another(HttpRequest request) {
    if (perMinute == 0) {
      return OptionalLong.empty();
    }
    String subject = address.subject(request);
    ConsumptionProbe probe =
        buckets.get(subject, any -> bucket(perMinute)).tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      return OptionalLong.empty();
    }
    braked.increment();
    if (lines.tryConsume(1)) {
      log.warn(
          "Somebody may be guessing request ids; look at rate-limit.address-header if this is your"
              + " proxy: address={}",
          address.of(request));
    }
    long nanos = probe.getNanosToWaitForRefill();
    return OptionalLong.of(Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos)));
  }

  private static Bucket bucket(int perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
  }
}
