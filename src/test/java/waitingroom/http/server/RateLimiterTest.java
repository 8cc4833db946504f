package waitingroom.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimiterTest {
  private final RateLimiter limiter =
      new RateLimiter(new RateLimitSettings(1, 1, 0, 100, Optional.of("X-Forwarded-For")));

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

  @ParameterizedTest
  @CsvSource({
    "203.0.113.8:50001, 203.0.113.8:50002",
    "203.0.113.8, 203.0.113.8:1",
    "203.0.113.8, ::ffff:203.0.113.8",
    "2001:db8::1, 2001:DB8:0:0:0:0:0:1",
    "2001:db8::1, [2001:db8::2]:443",
    "2001:db8::1, 2001:db8::ffff:ffff:ffff:ffff",
    "nonsense, other nonsense",
    "256.1.1.1, 999.1.1.1",
    ".:1, ..:",
    "1::2::3, :::::",
    "shop.example, '1.2.3.4.5'"
  })
  void an_address_is_one_client_however_it_is_written(String one, String other) {
    assertThat(limiter.allows(from(one))).isTrue();
    assertThat(limiter.allows(from(other))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.8, 203.0.113.9", "2001:db8::1, 2001:db8:0:1::1"})
  void other_addresses_are_other_clients(String one, String other) {
    assertThat(limiter.allows(from(one))).isTrue();
    assertThat(limiter.allows(from(other))).isTrue();
  }

  private static HttpRequest from(String... lines) {
    List<HttpHeader> headers =
        Stream.of(lines)
            .<HttpHeader>map(line -> RawHeader.create("x-forwarded-for", line))
            .toList();
    return HttpRequest.create().withHeaders(headers);
  }
}
