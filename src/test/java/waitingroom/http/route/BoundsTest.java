package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.util.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import waitingroom.http.transport.Requests;
import waitingroom.page.Languages;
import waitingroom.page.PageDesign;
import waitingroom.testkit.CpuTime;

/**
 * CPU time of what a stranger may send at its bound, in polls that the router answers. The factors
 * are generous: they find work that grows faster than its input, not a slow day.
 */
class BoundsTest {
  private static final int TARGET_BYTES_MAX = 16 << 10;
  private static final int BODY_BYTES_MAX = 16 << 10;
  private static final int HEAD_BYTES_MAX = 48 << 10;

  /** A poll takes some microseconds here, without its socket. */
  private static final long POLLS_MAX = 5_000;

  private final Router router =
      new Router(
          "test",
          List.of(
              Endpoint.compatible("GET", "/waiting_num", null, BoundsTest::poll),
              Endpoint.compatible("POST", "/assign_queue_num", null, BoundsTest::join)),
          (exchange, endpoint) -> endpoint.serve(exchange),
          Fallback.MACHINES,
          Duration.ofSeconds(20),
          new SimpleMeterRegistry(),
          status -> {});
  private final Languages languages = Languages.load();

  private static CompletionStage<HttpResponse> poll(Exchange exchange) {
    return Answers.now(
        Answers.ok(
            Json.bytes(Map.of("waiting", exchange.query("event_id").orElse(""))),
            Answers.NO_STORE));
  }

  private static CompletionStage<HttpResponse> join(Exchange exchange) {
    return Answers.now(
        Answers.ok(Json.bytes(exchange.members().text("event_id")), Answers.NO_STORE));
  }

  private static String filled(String part, int length) {
    return part.repeat(length / part.length());
  }

  private Runnable get(String target) {
    HttpRequest request = HttpRequest.create().addAttribute(Requests.TARGET, target);
    return () -> {
      var unused = router.apply(request);
    };
  }

  private Runnable post(String body) {
    HttpRequest request =
        HttpRequest.POST("/assign_queue_num")
            .addAttribute(Requests.TARGET, "/assign_queue_num")
            .withEntity(
                ContentTypes.APPLICATION_JSON, ByteString.fromString(body, StandardCharsets.UTF_8));
    return () -> {
      var unused = router.apply(request);
    };
  }

  private static Exchange withCookies(String cookies) {
    return new Exchange(
        HttpRequest.create("/").addHeader(RawHeader.create("Cookie", cookies)),
        List.of(),
        new byte[0]);
  }

  private Map<String, Runnable> atTheirBounds() {
    Map<String, Runnable> all = new TreeMap<>();
    all.put("query of pairs", get("/waiting_num?" + filled("a&", TARGET_BYTES_MAX)));
    all.put("query of percent signs", get("/waiting_num?a=" + filled("%", TARGET_BYTES_MAX)));
    all.put("path of percent signs", get("/" + filled("%2e%", TARGET_BYTES_MAX)));
    all.put("path of segments", get(filled("/a", TARGET_BYTES_MAX)));
    all.put("JSON of levels", post(filled("[", BODY_BYTES_MAX)));
    all.put("JSON of a long number", post("{\"a\":" + filled("9", BODY_BYTES_MAX) + "}"));
    all.put("JSON of a great exponent", post("{\"event_id\":1e999999999}"));
    all.put(
        "JSON of members",
        post(
            IntStream.range(0, 1_500)
                .mapToObj(i -> "\"m%s\":1".formatted(i))
                .collect(Collectors.joining(",", "{", "}"))));
    Exchange cookies = withCookies(filled("a=b; ", HEAD_BYTES_MAX));
    all.put("cookies", () -> BrowserCookies.value(cookies, "waiting_room_session"));
    Optional<String> ranges = Optional.of("zz" + filled("-a", 250));
    Optional<String> many = Optional.of(filled("ab,", 256));
    all.put("one language", () -> languages.choose(PageDesign.DEFAULT, Optional.empty(), ranges));
    all.put("languages", () -> languages.choose(PageDesign.DEFAULT, Optional.empty(), many));
    return all;
  }

  @Test
  void nothing_of_a_stranger_takes_long_at_its_bound() {
    long poll = Math.max(1_000, CpuTime.nanos(get("/waiting_num?event_id=Sample")));
    atTheirBounds()
        .forEach(
            (name, work) ->
                assertThat(CpuTime.nanos(work) / poll)
                    .as("%s, in polls", name)
                    .isLessThan(POLLS_MAX));
  }

  @Test
  void json_has_a_bound_of_levels() {
    assertThat(Json.object(nested(Json.DEPTH_MAX))).isPresent();
    assertThat(Json.object(nested(Json.DEPTH_MAX + 1))).isEmpty();
  }

  private static byte[] nested(int levels) {
    return ("{\"a\":".repeat(levels) + "1" + "}".repeat(levels)).getBytes(StandardCharsets.UTF_8);
  }
}
