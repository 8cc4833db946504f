package waitingroom.http;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets each address make so many requests a second (a token bucket each). Safe for many threads.
 */
final class RateLimiter {
  private static final String UNKNOWN_ADDRESS = "unknown";

  private final RateLimitSettings settings;
  private final Cache<String, Bucket> buckets;

  RateLimiter(RateLimitSettings settings) {
    this.settings = settings;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(settings.addressesMax())
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();
  }

  boolean allows(HttpRequest request) {
    return settings.requestsPerSecond() == 0
        || buckets.get(address(request), address -> newBucket()).tryConsume(1);
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

  private String address(HttpRequest request) {
    return settings
        .addressHeader()
        .flatMap(name -> lastAddress(request, name))
        .or(() -> peer(request))
        .orElse(UNKNOWN_ADDRESS);
  }

  /**
   * The last address of the last line of that name is the one that the trusted proxy itself put
   * there: it either extends the client's line or adds a line of its own behind it.
   */
  private static Optional<String> lastAddress(HttpRequest request, String headerName) {
    String last = null;
    for (HttpHeader header : request.getHeaders()) {
      if (header.name().equalsIgnoreCase(headerName)) {
        last = header.value();
      }
    }
    return Optional.ofNullable(last)
        .map(addresses -> addresses.substring(addresses.lastIndexOf(',') + 1).trim());
  }

  private static Optional<String> peer(HttpRequest request) {
    return request
        .getAttribute(AttributeKeys.remoteAddress)
        .flatMap(remote -> remote.getAddress())
        .map(InetAddress::getHostAddress);
  }
}
