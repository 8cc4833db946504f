package waitingroom.gatling;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The target and the size of the load, from system properties.
 *
 * <ul>
 *   <li>{@code baseUrl}: the public listener; for a cluster several, separated by commas
 *   <li>{@code adminUrl}: the admin listener
 *   <li>{@code credentials}: an AWS shared credentials file with an administrator's access key,
 *       profile {@code default}
 *   <li>{@code eventId}: the room of simulations that open none, default Sample
 *   <li>{@code seconds}: how long new visitors arrive, default 45
 *   <li>{@code crowd}: size of each crowd, default 200
 *   <li>{@code usersPerSecond}: arrivals per second, default 20
 *   <li>{@code p99Millis}: limit for the 99th percentile of response times, default 1000
 * </ul>
 *
 * <p>The default URLs are those of {@code make run} on this machine, including ports set by its
 * environment variables.
 */
final class Site {
  static final String ROOM = System.getProperty("eventId", "Sample");
  static final Duration COMING = Duration.ofSeconds(Integer.getInteger("seconds", 45));
  static final int CROWD = Integer.getInteger("crowd", 200);
  static final int USERS_PER_SECOND = Integer.getInteger("usersPerSecond", 20);

  private static final int P99_MILLIS = Integer.getInteger("p99Millis", 1000);

  private Site() {}

  static String admin() {
    return System.getProperty("adminUrl", here("WAITING_ROOM_ADMIN_PORT", "8090"));
  }

  static Path credentials() {
    return Path.of(System.getProperty("credentials", "../.data/credentials"));
  }

  /**
   * Every visitor has separate connections. Nothing is cached, so that each poll is a request, as
   * without a CDN.
   */
  static HttpProtocolBuilder visitors() {
    String bases = System.getProperty("baseUrl", here("WAITING_ROOM_PUBLIC_PORT", "8080"));
    return http.baseUrls(List.of(bases.split(",", -1)))
        .acceptHeader("application/json")
        .contentTypeHeader("application/json")
        .userAgentHeader("waiting-room-load")
        .disableCaching()
        .disableWarmUp();
  }

  private static String here(String variable, String port) {
    return "http://127.0.0.1:" + System.getenv().getOrDefault(variable, port);
  }

  /** All checks passed, no answer was a 5xx, and answers were fast enough. */
  static Assertion[] promises() {
    return new Assertion[] {
      global().failedRequests().count().is(0L),
      global().responseTime().percentile(99.0).lt(P99_MILLIS)
    };
  }
}
