package waitingroom.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private final RateLimiter limiter =
      new RateLimiter(new RateLimitSettings(1, 1, 100, Optional.of("X-Forwarded-For")));

  @Test
  void the_last_address_of_a_line_counts() {
    assertThat(limiter.allows(from("192.0.2.1, 198.51.100.1"))).isTrue();
    assertThat(limiter.allows(from("192.0.2.2, 198.51.100.1"))).isFalse();
    assertThat(limiter.allows(from("198.51.100.1, 192.0.2.3"))).isTrue();
  }

  @Test
  void of_several_lines_the_last_one_counts_because_the_proxy_added_it() {
    assertThat(limiter.allows(from("192.0.2.1", "198.51.100.1"))).isTrue();
    assertThat(limiter.allows(from("192.0.2.2", "192.0.2.3, 198.51.100.1"))).isFalse();
    assertThat(limiter.allows(from("198.51.100.1", "192.0.2.4"))).isTrue();
  }

  private static HttpRequest from(String... lines) {
    List<HttpHeader> headers =
        Stream.of(lines)
            .<HttpHeader>map(line -> RawHeader.create("x-forwarded-for", line))
            .toList();
    return HttpRequest.create().withHeaders(headers);
  }
}
