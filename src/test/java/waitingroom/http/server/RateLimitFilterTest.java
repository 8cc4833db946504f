package waitingroom.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.page.WaitingPages;

/** Answers to an address over its rate limit. */
class RateLimitFilterTest {
  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
  private static final Endpoint PLAIN =
      Endpoint.browsed("GET", "/waiting-room/{event_id}/plain", RateLimitFilterTest::served);
  private static final Endpoint COMPATIBLE =
      Endpoint.compatible("GET", "/serving_num", null, RateLimitFilterTest::served);

  private static final RateLimitSettings ONE_A_SECOND =
      new RateLimitSettings(1, 1, 0, 10, Optional.of("X-Real-IP"));
  private static final RateLimitSettings NO_LIMIT =
      new RateLimitSettings(0, 1, 0, 10, Optional.of("X-Real-IP"));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RateLimitFilter filter = filter(ONE_A_SECOND, Map.of());

  private RateLimitFilter filter(RateLimitSettings rate, Map<Cost, Integer> perClient) {
    return new RateLimitFilter(
        new ClientLimits(rate, new CostSettings(perClient, 0, 1), registry), WaitingPages.load());
  }

  private static CompletionStage<HttpResponse> served(Exchange exchange) {
    return Answers.now(HttpResponse.create());
  }

  /** Asks until refused: the limit admits one request a second, however slow the test. */
  private HttpResponse refused(Endpoint endpoint, String accept) {
    return Stream.generate(() -> ask(endpoint, accept))
        .filter(answer -> answer.status().intValue() != 200)
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse ask(Endpoint endpoint, String accept) {
    return ask(filter, endpoint, accept);
  }

  private static HttpResponse ask(RateLimitFilter filter, Endpoint endpoint, String accept) {
    HttpRequest request =
        HttpRequest.GET("/waiting-room/sale/plain?lang=de")
            .addHeader(RawHeader.create("X-Real-IP", "192.0.2.1"))
            .addHeader(RawHeader.create("Accept-Language", "de"))
            .addHeader(RawHeader.create("Accept", accept));
    return filter
        .pass(new Exchange(request, List.of("sale"), new byte[0]), endpoint)
        .toCompletableFuture()
        .join();
  }

  private static String text(HttpResponse answer) {
    return ((HttpEntity.Strict) answer.entity()).getData().utf8String();
  }

  private static Optional<String> header(HttpResponse answer, String name) {
    return answer.getHeader(name).map(HttpHeader::value);
  }

  @Test
  void who_waits_without_scripts_gets_a_page_that_comes_back_by_itself() {
    HttpResponse answer = refused(PLAIN, BROWSER);
    assertThat(answer.status().intValue()).isEqualTo(429);
    assertThat(header(answer, "Refresh")).contains("15");
    assertThat(header(answer, "Retry-After")).contains("15");
    assertThat(header(answer, "Cache-Control")).contains("no-store");
    assertThat(text(answer))
        .contains("lang=\"de\"", "Bitte warten", "\"../../assets/waiting-")
        .doesNotContain("?lang=", "{{");
  }

  @Test
  void what_fetches_by_itself_and_what_is_no_page_gets_the_answer_for_programs() {
    for (HttpResponse answer :
        List.of(refused(PLAIN, "text/css,*/*;q=0.1"), refused(COMPATIBLE, BROWSER))) {
      assertThat(answer.status().intValue()).isEqualTo(429);
      assertThat(text(answer)).isEqualTo("{\"message\":\"Too Many Requests\"}");
      assertThat(header(answer, "Retry-After")).contains("1");
    }
  }

  @Test
  void a_class_of_cost_has_a_limit_of_its_own() {
    RateLimitFilter dear = filter(NO_LIMIT, Map.of(Cost.RENDER, 1, Cost.MINT, 0));
    Endpoint rendered = PLAIN.costing(Cost.RENDER);
    HttpResponse refused =
        Stream.generate(() -> ask(dear, rendered, BROWSER))
            .filter(answer -> answer.status().intValue() != 200)
            .findFirst()
            .orElseThrow();

    assertThat(refused.status().intValue()).isEqualTo(429);
    assertThat(text(refused)).contains("Bitte warten");
    for (Endpoint other : List.of(PLAIN.costing(Cost.POLL), COMPATIBLE.costing(Cost.MINT))) {
      assertThat(ask(dear, other, BROWSER).status().intValue()).isEqualTo(200);
    }
    assertThat(limited("render")).isEqualTo(1);
    assertThat(limited("rate")).isZero();
  }

  private double limited(String reason) {
    return registry.get("waitingroom.http.limited").tag("reason", reason).counter().count();
  }

  @ParameterizedTest
  @CsvSource({
    "/sample, .",
    "/sample/, ..",
    "/oidc/login, ..",
    "/waiting-room/{event_id}/plain, ../.."
  })
  void a_page_knows_the_way_to_its_files(String path, String root) {
    assertThat(NoticePages.root(path)).isEqualTo(root);
  }
}
