package waitingroom.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Handler;
import waitingroom.http.route.HttpRefusal;
import waitingroom.page.WaitingPages;

/** What becomes of those who show request ids that nobody was given. */
class GuessBrakeTest {
  private static final int PER_MINUTE = 3;
  private static final Handler GUESS =
      exchange -> {
        throw HttpRefusal.ofGuess(Answers.INVALID_REQUEST);
      };
  private static final Endpoint GOOD =
      Endpoint.compatible("GET", "/a", null, exchange -> Answers.now(HttpResponse.create()));
  private static final Endpoint OLD =
      Endpoint.compatible(
          "GET",
          "/a",
          null,
          exchange -> {
            throw new HttpRefusal(Answers.INVALID_REQUEST);
          });
  private static final Endpoint AT_ONCE = Endpoint.compatible("GET", "/a", null, GUESS);
  private static final Endpoint LATER =
      Endpoint.compatible(
          "GET",
          "/a",
          null,
          exchange -> CompletableFuture.failedFuture(HttpRefusal.ofGuess(Answers.INVALID_REQUEST)));

  /** As the page without scripts answers an unknown id. */
  private static final Endpoint IN_WORDS =
      Endpoint.browsed(
          "GET",
          "/waiting-room/{event_id}/plain",
          exchange -> {
            exchange.noteGuess(HttpRefusal.ofGuess(Answers.INVALID_REQUEST));
            return Answers.now(HttpResponse.create());
          });

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final GuessBrake brake = brake(PER_MINUTE, 100);

  private GuessBrake brake(int perMinute, int addressesMax) {
    return new GuessBrake(
        (exchange, endpoint) -> endpoint.serve(exchange),
        new RateLimitSettings(0, 1, perMinute, addressesMax, Optional.of("X-Real-IP")),
        WaitingPages.load(),
        registry);
  }

  private static HttpResponse ask(GuessBrake brake, Endpoint endpoint, String address) {
    HttpRequest request =
        HttpRequest.GET("/a")
            .addHeader(RawHeader.create("X-Real-IP", address))
            .addHeader(RawHeader.create("Accept", "text/html"));
    try {
      return brake
          .pass(new Exchange(request, List.of("sale"), new byte[0]), endpoint)
          .toCompletableFuture()
          .join();
    } catch (HttpRefusal refusal) {
      return refusal.response();
    }
  }

  private int status(Endpoint endpoint, String address) {
    return ask(brake, endpoint, address).status().intValue();
  }

  private void use(Endpoint endpoint, String address, int times) {
    for (int i = 0; i < times; i++) {
      ask(brake, endpoint, address);
    }
  }

  private double braked() {
    return registry.get("waitingroom.requestids.braked").counter().count();
  }

  @Test
  void beyond_the_limit_an_unknown_id_is_429_and_a_good_one_passes() {
    for (int i = 0; i < PER_MINUTE; i++) {
      assertThat(status(i % 2 == 0 ? AT_ONCE : LATER, "192.0.2.1")).isEqualTo(400);
    }
    HttpResponse answer = ask(brake, AT_ONCE, "192.0.2.1");
    assertThat(answer.status().intValue()).isEqualTo(429);
    assertThat(((HttpEntity.Strict) answer.entity()).getData().utf8String())
        .isEqualTo("{\"message\":\"Too Many Requests\"}");
    assertThat(answer.getHeader("Retry-After").map(HttpHeader::value).map(Integer::parseInt))
        .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 20));
    assertThat(status(LATER, "192.0.2.1")).isEqualTo(429);
    assertThat(braked()).isEqualTo(2);
    assertThat(status(GOOD, "192.0.2.1")).isEqualTo(200);
    assertThat(status(AT_ONCE, "192.0.2.2")).isEqualTo(400);
  }

  @Test
  void an_id_from_before_a_reset_is_no_guess() {
    use(OLD, "192.0.2.1", 10 * PER_MINUTE);
    assertThat(status(OLD, "192.0.2.1")).isEqualTo(400);
    assertThat(braked()).isZero();
  }

  @Test
  void the_addresses_of_one_home_are_one_guesser() {
    use(AT_ONCE, "2001:db8::1", PER_MINUTE);
    assertThat(status(AT_ONCE, "2001:db8::2")).isEqualTo(429);
    assertThat(status(AT_ONCE, "2001:db8:0:1::1")).isEqualTo(400);
  }

  @Test
  void a_page_says_it_in_words() {
    use(IN_WORDS, "192.0.2.1", PER_MINUTE);
    HttpResponse answer = ask(brake, IN_WORDS, "192.0.2.1");
    assertThat(answer.status().intValue()).isEqualTo(429);
    assertThat(((HttpEntity.Strict) answer.entity()).getData().utf8String()).contains("<html");
    assertThat(answer.getHeader("Refresh").map(HttpHeader::value)).contains("60");
  }

  @Test
  void without_a_limit_nobody_is_braked() {
    GuessBrake off = brake(0, 100);
    for (int i = 0; i < 10 * PER_MINUTE; i++) {
      assertThat(ask(off, AT_ONCE, "192.0.2.1").status().intValue()).isEqualTo(400);
    }
  }
}
