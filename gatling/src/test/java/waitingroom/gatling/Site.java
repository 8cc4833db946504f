package waitingroom.gatling;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Which waiting room, and for how long; each is a system property.
 *
 * <ul>
 *   <li>{@code baseUrl}: the public listener; several with commas, for the nodes of a cluster
 *   <li>{@code adminUrl}: the admin listener
 *   <li>{@code credentials}: a file with an access key of an administrator, in the format of an AWS
 *       shared credentials file, profile {@code default}
 *   <li>{@code eventId}: the room of the journeys that open none, Sample
 *   <li>{@code seconds}: how long new visitors come, 45
 *   <li>{@code crowd}: how many people each of the crowds has, 200
 *   <li>{@code usersPerSecond}: how many visitors come a second, 20
 *   <li>{@code p99Millis}: within which time 99 of 100 answers must be there, 1000
 * </ul>
 *
 * <p>Without URLs it is the node of {@code make run} on this machine, also on ports that its
 * environment variables name.
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
   * Everybody with connections of their own. Nothing is cached, so that each poll is a request, as
   * in front of a shop without a CDN.
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

  /** Every check held, no answer was a 5xx, and people did not wait for answers. */
  static Assertion[] promises() {
    return new Assertion[] {
      global().failedRequests().count().is(0L),
      global().responseTime().percentile(99.0).lt(P99_MILLIS)
    };
  }
}
