package waitingroom.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.RawAnswers;
import waitingroom.testkit.RawListener;
import waitingroom.testkit.RawListeners;
import waitingroom.testkit.TestNode;

/**
 * Framing of HTTP/1.1 on both listeners, with and without TLS (RFC 9112): where a request ends is
 * never open, so nothing can be smuggled past a proxy; what browsers and old health checks send is
 * served.
 */
@OnNode(Profile.PLAIN)
class FramingIT {
  private static final String CALL = "POST /api/generate_token HTTP/1.1\r\nHost: a\r\n";
  private static final String SECOND = "GET /health/live HTTP/1.1\r\nHost: b\r\n\r\n";

  /** Shows that the connection still works, and ends it. */
  private static final String LAST =
      "GET /health/live HTTP/1.1\r\nHost: z\r\nConnection: close\r\n\r\n";

  private static RawListeners listeners;

  @BeforeAll
  static void start(TestNode shared, @TempDir Path folder) {
    listeners = new RawListeners(FramingIT.class, shared, folder);
  }

  @AfterAll
  static void stop() {
    listeners.close();
  }

  private static RawAnswers answers(RawListener listener, String bytes) {
    RawAnswers answers = RawAnswers.to(listener, bytes);
    assertThat(answers.closed()).as("%s said %s", listener, answers.text()).isTrue();
    return answers;
  }

  /** A parser that decodes them as UTF-8 swallows the end of the line behind them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zz: \u00e9\r\n",
        "Zz: \u00c3\r\n",
        "Zz: \u00f0\r\n",
        "X-Forwarded-For: \u00e9\r\n",
        "Cookie: nick=caf\u00e9\r\n",
        "Connection: \u00e9\r\n"
      })
  void bytes_beyond_ascii_in_a_value_hide_no_header(String header) {
    String smuggled = CALL + header + "Content-Length: " + SECOND.length() + "\r\n\r\n" + SECOND;
    for (RawListener listener : listeners.all()) {
      RawAnswers answers = answers(listener, smuggled + LAST);
      assertThat(answers.statuses()).as(answers.text()).hasSize(2).endsWith(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nick=caf\u00e9", "a=\u00ff\u00fe", "b=\u00c3\u00a9"})
  void bytes_beyond_ascii_are_served_at_once(String cookie) {
    everyVisitorsListener(
        "GET /waiting-room/Sample HTTP/1.1\r\nHost: a\r\nCookie: " + cookie + "\r\n\r\n", 200);
  }

  static Stream<String> openLengths() {
    return Stream.of(
        CALL + "Content-Length: 2 1\r\n\r\n{}" + SECOND,
        CALL + "Content-Length: 2, 2\r\n\r\n{}" + SECOND,
        CALL + "Content-Length: +2\r\n\r\n{}" + SECOND,
        CALL + "Content-Length: 0x2\r\n\r\n{}" + SECOND,
        CALL + "Content-Length: -2\r\n\r\n{}" + SECOND,
        CALL + "Content-Length: \r\n\r\n{}" + SECOND,
        CALL + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" + SECOND,
        CALL + "Content-Length: 99999999999999999999\r\n\r\n{}" + SECOND,
        CALL + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND,
        CALL + "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n" + SECOND,
        CALL + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + SECOND,
        CALL + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SECOND,
        CALL + "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n" + SECOND,
        CALL + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SECOND,
        CALL + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n" + SECOND,
        CALL + "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n" + SECOND,
        CALL + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n" + SECOND,
        CALL + "Content-Length : 2\r\n\r\n{}" + SECOND,
        CALL + "A: b\nContent-Length: 2\r\n\r\n{}" + SECOND,
        CALL + "A\u0000: b\r\n\r\n" + SECOND,
        CALL + "A: b\u0000\r\n\r\n" + SECOND,
        CALL + "A: b\rc\r\n\r\n" + SECOND,
        CALL + "Host: c\r\n\r\n" + SECOND,
        CALL + "Folded: a\r\n b\r\n\r\n" + SECOND,
        CALL + "Sec-WebSocket-Key1: a\r\nSec-WebSocket-Key2: b\r\n\r\n" + SECOND,
        "GET /a\u0001b HTTP/1.1\r\nHost: a\r\n\r\n" + SECOND,
        "POST /assign_queue_num HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND,
        "POST /assign_queue_num HTTP/1.0\r\nContent-Length: 0\r\nContent-Length: 9\r\n\r\n"
            + SECOND,
        "POST /assign_queue_num HTTP/1.1\r\nHost: a/b\r\n\r\n" + SECOND,
        "POST /assign_queue_num HTTP/1.1\r\nHost: a b\r\n\r\n" + SECOND,
        "POST /assign_queue_num HTTP/1.1\r\n\r\n" + SECOND,
        "POST /assign_queue_num HTTP/2.0\r\nHost: a\r\n\r\n" + SECOND,
        "POST assign_queue_num HTTP/1.1\r\nHost: a\r\n\r\n" + SECOND,
        "POST /assign queue_num HTTP/1.1\r\nHost: a\r\n\r\n" + SECOND);
  }

  @ParameterizedTest
  @MethodSource("openLengths")
  void a_request_whose_end_is_open_is_the_last_one(String bytes) {
    for (RawListener listener : listeners.all()) {
      RawAnswers answers = answers(listener, bytes);
      assertThat(answers.statuses()).as("%s", listener).containsExactly(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health/live HTTP/1.0\r\n\r\n",
        "GET /health/live HTTP/1.0\r\nHost: a\r\n\r\n",
        "GET /health/live HTTP/1.1\r\nHost: \r\n\r\n",
        "GET /health/live HTTP/1.1\r\nHost: a:\r\n\r\n",
        "GET /health/live HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
        "\r\nGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\n\r\nGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a/health/live HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /health/%6cive HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /health/live?a=% HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /health/live?a=caf\u00c3\u00a9 HTTP/1.1\r\nHost: a\r\n\r\n"
      })
  void what_is_odd_and_clear_is_served(String bytes) {
    boolean old = bytes.contains("HTTP/1.0");
    for (RawListener listener : listeners.all()) {
      RawAnswers answers = answers(listener, old ? bytes : bytes + LAST);
      assertThat(answers.statuses())
          .as("%s", listener)
          .isEqualTo(old ? List.of(200) : List.of(200, 200));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/waiting-room/Sample?utm_campaign=50%off",
        "/waiting-room/Sample?a=%",
        "/waiting-room/Sample?q=caf\u00c3\u00a9&r=a|b^`{}\"<>"
      })
  void the_page_is_shown_for_any_query_that_browsers_send(String target) {
    everyVisitorsListener("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n", 200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/live",
        "/health/ready",
        "/openapi.json",
        "/robots.txt",
        "/waiting-room/Sample",
        "/.well-known/jwks.json",
        "/oidc/.well-known/openid-configuration"
      })
  void head_is_get_without_a_body(String path) {
    for (RawListener listener : listeners.ofVisitors()) {
      RawAnswers head = answers(listener, "HEAD " + path + " HTTP/1.1\r\nHost: a\r\n\r\n" + LAST);
      assertThat(head.statuses()).as(head.text()).containsExactly(200, 200);
      assertThat(head.text()).containsIgnoringCase("content-length: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/serving_num?event_id=Sample", "/api/queue_num?event_id=Sample"})
  void the_aws_paths_know_no_head(String path) {
    everyVisitorsListener("HEAD " + path + " HTTP/1.1\r\nHost: a\r\n\r\n", 403);
  }

  @ParameterizedTest
  @ValueSource(ints = {9_000, 30_000})
  void cookies_of_many_sites_are_no_reason_to_refuse(int bytes) {
    StringBuilder cookies = new StringBuilder("waiting_room=1");
    while (cookies.length() < bytes) {
      cookies.append("; c").append(cookies.length()).append('=').append("x".repeat(900));
    }
    everyVisitorsListener(
        "GET /waiting-room/Sample HTTP/1.1\r\nHost: a\r\nCookie: " + cookies + "\r\n\r\n", 200);
  }

  private static void everyVisitorsListener(String bytes, int status) {
    for (RawListener listener : listeners.ofVisitors()) {
      RawAnswers answers = answers(listener, bytes + LAST);
      assertThat(answers.statuses()).as(answers.text()).containsExactly(status, 200);
    }
  }

  static Stream<Arguments> tooMuch() {
    String cookies = "Cookie: a=" + "x".repeat(60_000) + "\r\n";
    String many = "A: b\r\n".repeat(200);
    String target = "/waiting-room/Sample?a=" + "x".repeat(17_000);
    return Stream.of(
        Arguments.of("GET /waiting-room/Sample HTTP/1.1\r\nHost: a\r\n" + cookies, 431, "cookies"),
        Arguments.of("GET /waiting-room/Sample HTTP/1.1\r\nHost: a\r\n" + many, 431, "cookies"),
        Arguments.of("GET " + target + " HTTP/1.1\r\nHost: a\r\n", 414, "address"),
        Arguments.of("GET /waiting-room/Sample HTTP/1.1\r\nHost: a b\r\n", 400, "address"),
        Arguments.of("GET /waiting-room/Sample HTTP/1.1\r\nA b\r\n", 400, "address"),
        Arguments.of(
            "GET /rubbish HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n" + cookies, 431, "cookies"));
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void a_person_is_told_in_words_what_is_wrong(String head, int status, String word) {
    for (RawListener listener : listeners.ofVisitors()) {
      RawAnswers answers = answers(listener, head + "\r\n" + LAST);
      assertThat(answers.statuses()).as(answers.text()).containsExactly(status);
      assertThat(answers.text()).contains("text/html", "<h1>", word);
    }
  }

  @Test
  void a_program_is_told_in_its_own_form() {
    String cookies = "Cookie: a=" + "x".repeat(60_000) + "\r\n";
    for (RawListener listener : listeners.all()) {
      RawAnswers answers =
          answers(listener, "GET /serving_num HTTP/1.1\r\nHost: a\r\n" + cookies + "\r\n");
      assertThat(answers.statuses()).containsExactly(431);
      assertThat(answers.text()).contains("application/json", "{\"message\":\"The request has");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/waiting-room/Sample/, ../Sample",
    "/waiting-room/Sample/?lang=de&x=50%off, ../Sample?lang=de&x=50%off",
    "/waiting-room/Sample/plain/, ../plain"
  })
  void a_slash_too_many_leads_to_the_page(String target, String location) {
    for (RawListener listener : listeners.ofVisitors()) {
      RawAnswers answers =
          answers(listener, "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n" + LAST);
      assertThat(answers.statuses()).containsExactly(308, 200);
      assertThat(answers.text()).contains("Location: " + location + "\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/rubbish", "/waiting-room", "/a/b/c/d"})
  void people_get_a_page_where_there_is_none(String target) {
    for (RawListener listener : listeners.ofVisitors()) {
      RawAnswers answers =
          answers(
              listener,
              "GET " + target + " HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n" + LAST);
      assertThat(answers.statuses()).containsExactly(404, 200);
      assertThat(answers.text()).contains("There is no waiting room here");
    }
  }

  @Test
  void crawlers_are_told_to_stay_away_and_browsers_where_the_icon_is() {
    everyVisitorsListener("GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n", 200);
    everyVisitorsListener("GET /favicon.ico HTTP/1.1\r\nHost: a\r\n\r\n", 302);
  }
}
