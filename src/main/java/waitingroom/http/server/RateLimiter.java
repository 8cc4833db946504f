package waitingroom.http.server;

import akka.http.javadsl.model.HttpRequest;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import waitingroom.http.route.ClientAddress;

/** Limits the requests per second of each address with a token bucket. Thread-safe. */
public final class RateLimiter {
  private final RateLimitSettings settings;
  private final ClientAddress address;
  private final Cache<String, Bucket> buckets;

  public RateLimiter(RateLimitSettings settings) {
    this.settings = settings;
    this.address = new ClientAddress(settings.addressHeader());
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(settings.addressesMax())
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();
  }

  public boolean allows(HttpRequest request) {
    return settings.requestsPerSecond() == 0
        || buckets.get(address.subject(request), any -> newBucket()).tryConsume(1);
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(settings.burst())
                    .refillGreedy(settings.requestsPerSecond(), Duration.ofSeconds(1)))
        .build();
  }
}
