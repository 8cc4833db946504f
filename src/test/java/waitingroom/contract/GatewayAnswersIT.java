package waitingroom.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.ApiDescription;
import waitingroom.testkit.ApiDescription.Listener;
import waitingroom.testkit.ApiDescription.Operation;
import waitingroom.testkit.RawHttp;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/**
 * Parts 0.2 and 0.3 of the contract, and deviation 13: what is malformed is told so, with a status
 * of 4xx and a body that a page may read, and changes nothing.
 */
class GatewayAnswersIT {
  private static final String NO_SUCH = "Missing Authentication Token";
  private static final String UNKNOWN_ID = "00000001-0000-8000-8000-000000000000";
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = TestNode.start(GatewayAnswersIT.class, Clock.systemUTC(), "");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  // Queries

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "?event_id=", "?event_id=%20", "?event_id", "?other=Sample"})
  void a_missing_or_blank_parameter_is_named(String query) {
    for (String path : List.of("/serving_num", "/waiting_num", "/public_key")) {
      Expect.message(
          node.visitor().get(path + query), 400, "Missing required request parameters: [event_id]");
    }
    for (String path : List.of("/num_active_tokens", "/expired_tokens")) {
      Expect.message(
          node.admin().get("/api" + path + query),
          400,
          "Missing required request parameters: [event_id]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/queue_num", "/queue_pos_expiry"})
  void several_missing_parameters_are_all_named(String path) {
    Expect.message(
        node.visitor().get(path),
        400,
        "Missing required request parameters: [event_id, request_id]");
    Expect.message(
        node.visitor().get(path + "?event_id=Sample"),
        400,
        "Missing required request parameters: [request_id]");
    Expect.message(
        node.visitor().get(path + "?request_id=" + UNKNOWN_ID),
        400,
        "Missing required request parameters: [event_id]");
  }

  @Test
  void parameters_are_decoded_and_unknown_ones_ignored() {
    TestRoom room = node.newRoom();
    String encoded = room.id().replace("-", "%2D").replace("r", "%72");
    assertThat(node.visitor().get("/serving_num?_=123&event_id=" + encoded + "&x").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event_id=%zz",
        "event_id=Sample%",
        "event_id=Sample%4",
        "event_id=Sample&x=%",
        "event_id=%FF%FE",
        "event_id=%C3",
        "event_id=Sample\u00e9",
        "event_id=Sample&event_id=Other",
        "event_id=Other&event_id=Sample",
        "event_id=a&&&=&=b",
        "event_id=<Sample>",
        "event_id={Sample}",
        "event_id=a|b",
        "event_id=a\\b",
        "event_id=%00",
        "event_id=a+b",
        "event_id==",
        "=Sample"
      })
  void deviation_13_a_malformed_query_is_4xx(String query) {
    Answer answer = raw(node.visitor(), "GET /serving_num?" + query + " HTTP/1.1");
    if (query.startsWith("event_id=Sample&")) {
      // The first of two counts, or the malformed one is refused.
      assertThat(answer.status()).isIn(200, 400);
    } else {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    }
    assertReadable(answer);
  }

  // Paths and methods

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nothing",
        "/api",
        "/api/",
        "/api/api/serving_num",
        "/serving_num/",
        "//serving_num",
        "/Serving_Num",
        "/apiserving_num",
        "/increment_serving_counter",
        "/rooms",
        "/metrics",
        "/api/health/live",
        "/api/.well-known/jwks.json",
        "/serving_num%2F"
      })
  void an_unknown_path_is_403(String path) {
    Answer answer = raw(node.visitor(), "GET " + path + "?event_id=Sample HTTP/1.1");
    Expect.message(answer, 403, NO_SUCH);
  }

  static Stream<Operation> compatibleOperations() {
    return ApiDescription.get().operations().stream()
        .filter(o -> o.statuses().contains(410) && !o.path().startsWith("/rooms"));
  }

  @ParameterizedTest
  @MethodSource("compatibleOperations")
  void a_wrong_method_is_403_on_both_paths(Operation operation) {
    List<String> methods =
        List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "FOO", "get");
    for (String path : bothPaths(operation)) {
      for (String method : methods) {
        if (method.equals(operation.method())) {
          continue;
        }
        Answer answer = raw(stranger(operation), method + " " + path + " HTTP/1.1");
        assertThat(answer.status()).as(method + " " + path).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        if (method.equals("HEAD")) {
          assertThat(answer.body()).isEmpty();
        } else {
          Expect.message(answer, 403, NO_SUCH);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("compatibleOperations")
  void options_answers_a_preflight_on_both_paths_without_credentials(Operation operation) {
    String name = operation.path().substring(operation.path().lastIndexOf('/'));
    boolean other =
        List.of(
                "/update_session",
                "/expired_tokens",
                "/increment_serving_counter",
                "/num_active_tokens")
            .contains(name);
    for (String path : bothPaths(operation)) {
      Answer answer =
          stranger(operation)
              .send(
                  "OPTIONS",
                  path,
                  "",
                  "Origin",
                  "https://shop.example",
                  "Access-Control-Request-Method",
                  operation.method(),
                  "Access-Control-Request-Headers",
                  "content-type");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
      assertThat(answer.header("Access-Control-Allow-Methods"))
          .contains(operation.method().equals("POST") ? "OPTIONS,POST" : "GET,OPTIONS");
      assertThat(answer.header("Access-Control-Allow-Headers"))
          .contains(
              other
                  ? "Content-Type,Authorization,X-Amz-Date,X-Api-Key,X-Amz-Security-Token"
                  : "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token");
      assertThat(answer.header("Access-Control-Max-Age")).isEmpty();
    }
  }

  @Test
  void paths_of_our_own_tell_which_methods_they_have() {
    Answer answer = node.admin().send("PATCH", "/rooms", "");
    Expect.problem(answer, 405, "GET");
    assertThat(answer.header("Allow")).contains("GET");
  }

  @ParameterizedTest
  @MethodSource("allOperations")
  void an_operation_is_answered_by_its_listeners_and_by_no_other(Operation operation) {
    String path = operation.path().replaceAll("\\{.*}", "Nobody");
    for (Listener listener : Listener.values()) {
      Answer answer =
          client(listener).send(operation.method(), path, "", "Accept", "application/json");
      boolean unrouted = answer.status() == 403 && answer.text().contains(NO_SUCH);
      boolean sharedName = path.equals("/generate_token") || path.equals("/api/generate_token");
      if (listener == Listener.PUBLIC || operation.listeners().contains(listener)) {
        assertThat(unrouted)
            .as(listener + " " + operation)
            .isEqualTo(!operation.listeners().contains(listener) && !sharedName);
      }
    }
  }

  static Stream<Operation> allOperations() {
    return ApiDescription.get().operations().stream();
  }

  // Bodies

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "text/plain;charset=UTF-8",
        "text/json",
        "application/xml",
        "multipart/form-data; boundary=x",
        "application/problem+json"
      })
  void a_join_that_is_not_json_is_415(String contentType) {
    TestRoom room = node.newRoom();
    Expect.message(
        node.visitor()
            .send("POST", "/assign_queue_num", room.body(""), "Content-Type", contentType),
        415,
        "Unsupported Media Type");
    assertThat(room.counter("queue_counter")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "Application/JSON"
      })
  void a_join_in_json_is_accepted_with_and_without_a_charset(String contentType) {
    TestRoom room = node.newRoom();
    Answer answer =
        node.visitor()
            .send("POST", "/assign_queue_num", room.body(""), "Content-Type", contentType);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  @Test
  void a_join_without_a_content_type_counts_as_json() {
    TestRoom room = node.newRoom();
    assertThat(node.visitor().send("POST", "/assign_queue_num", room.body("")).status())
        .isEqualTo(200);
  }

  static Stream<byte[]> malformedBodies() {
    Stream<String> texts =
        Stream.of(
            "",
            " ",
            "{",
            "[]",
            "[{\"event_id\": \"%s\"}]",
            "\"%s\"",
            "null",
            "true",
            "1",
            "event_id=%s",
            "{}",
            "{\"event_id\": null}",
            "{\"event_id\": 1}",
            "{\"event_id\": [\"%s\"]}",
            "{\"event_id\": {\"a\": \"%s\"}}",
            "{\"event_id\": true}",
            "{\"EVENT_ID\": \"%s\"}",
            "{'event_id': '%s'}",
            "{event_id: \"%s\"}",
            "{\"event_id\": \"%s\",}",
            "{\"event_id\": \"%s\"} x",
            "{\"event_id\": \"%s\"}{}",
            "{\"event_id\": \"%s\", \"event_id\": \"%s\"}",
            "{\"event_id\": \"Nobody\", \"event_id\": \"%s\"}",
            "{\"event_id\": \"%s\", \"x\": NaN}",
            "{\"event_id\": \"%s\", \"x\": Infinity}",
            "{\"event_id\": \"%s\", \"x\": 01}",
            "{\"event_id\": \"%s\", \"x\": " + "9".repeat(2000) + "}",
            "{\"event_id\": \"%s\", \"x\": " + "[".repeat(6000) + "]".repeat(6000) + "}",
            "{\"event_id\": \"%s\", \"x\": "
                + "{\"a\":".repeat(2500)
                + "1"
                + "}".repeat(2500)
                + "}",
            "{\"event_id\": \"%s\", \"x\": \"\u0001\"}",
            "{\"event_id\": \"%s\", \"x\": \"\\q\"}",
            "{\"event_id\": \"%s\" /* no */}");
    Stream<byte[]> bytes =
        Stream.of(
            "{\"event_id\": \"%s\", \"x\": \"\u00ff\"}".getBytes(ISO_8859_1),
            "{\"event_id\": \"%s\", \"x\": \"\u00c3\"}".getBytes(ISO_8859_1),
            new byte[] {0, 0, 0, 0},
            new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0});
    return Stream.concat(texts.map(text -> text.getBytes(UTF_8)), bytes);
  }

  @ParameterizedTest
  @MethodSource("malformedBodies")
  void deviation_13_a_malformed_body_is_400_and_changes_nothing(byte[] template) {
    TestRoom room = node.newRoom();
    String text = new String(template, ISO_8859_1).replace("%s", room.id());
    byte[] body = text.getBytes(ISO_8859_1);
    for (String path : List.of("/assign_queue_num", "/api/generate_token")) {
      Expect.message(
          node.visitor().send("POST", path, body, "Content-Type", "application/json"),
          400,
          "Invalid request body");
    }
    for (String contentType : List.of("application/json", "text/plain")) {
      for (String path : List.of("/reset_initial_state", "/increment_serving_counter")) {
        Expect.message(
            node.admin().send("POST", "/api" + path, body, "Content-Type", contentType),
            400,
            "Invalid request body");
      }
    }
    assertThat(room.counter("queue_counter")).isZero();
    assertThat(room.document().json().get("epoch").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/generate_token | , \"request_id\": 1",
        "/generate_token | ",
        "/generate_token | , \"request_id\": \"x\", \"issuer\": 1",
        "/generate_token | , \"request_id\": \"x\", \"issuer\": null",
        "/generate_token | , \"request_id\": \"x\", \"validity_period\": \"1\"",
        "/generate_token | , \"request_id\": \"x\", \"validity_period\": true",
        "/increment_serving_counter | ",
        "/increment_serving_counter | , \"increment_by\": \"1\"",
        "/increment_serving_counter | , \"increment_by\": null",
        "/increment_serving_counter | , \"increment_by\": [1]",
        "/update_session | , \"status\": 1",
        "/update_session | , \"request_id\": \"x\"",
        "/update_session | , \"request_id\": \"x\", \"status\": \"1\"",
        "/update_session | , \"request_id\": \"x\", \"status\": false"
      })
  void a_body_that_breaks_the_model_is_400(String path, String members) {
    TestRoom room = node.newRoom();
    Expect.message(
        node.admin().post("/api" + path, room.body(members == null ? "" : members)),
        400,
        "Invalid request body");
    assertThat(room.counter("serving_counter")).isZero();
  }

  @Test
  void a_body_past_the_limit_is_413() {
    TestRoom room = node.newRoom();
    String long17k = room.body(", \"x\": \"" + "x".repeat(17 * 1024) + "\"");
    Expect.message(node.visitor().post("/assign_queue_num", long17k), 413, "Request Too Long");
    String long300k = room.body(", \"increment_by\": 1, \"x\": \"" + "x".repeat(300_000) + "\"");
    Expect.message(
        node.admin().post("/api/increment_serving_counter", long300k), 413, "Request Too Long");
    assertThat(room.counter("queue_counter")).isZero();
    assertThat(room.counter("serving_counter")).isZero();
  }

  @Test
  void a_body_of_megabytes_or_without_a_length_is_413_too() {
    byte[] huge = "x".repeat(2_000_000).getBytes(UTF_8);
    Answer answer =
        RawHttp.send(node.visitor().base(), "POST /assign_queue_num HTTP/1.1", List.of(), huge);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
    String chunk = "x".repeat(0x8000);
    String chunked =
        "POST /assign_queue_num HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n8000\r\n"
            + chunk
            + "\r\n0\r\n\r\n";
    assertThat(RawHttp.exchange(node.visitor().base(), chunked.getBytes(UTF_8)).status())
        .isEqualTo(413);
  }

  /** Takes as long as the listener is patient. */
  @Test
  void a_body_that_does_not_come_is_408() {
    String head =
        "POST /assign_queue_num HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Length: 100\r\n\r\n{";
    Expect.message(
        RawHttp.exchange(node.visitor().base(), head.getBytes(UTF_8)),
        408,
        "The request body did not arrive in time");
  }

  @Test
  void a_chunked_body_is_read_like_any_other() {
    TestRoom room = node.newRoom();
    String body = room.body("");
    String chunked =
        "POST /assign_queue_num HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(body.length())
            + "\r\n"
            + body
            + "\r\n0\r\n\r\n";
    assertThat(RawHttp.exchange(node.visitor().base(), chunked.getBytes(UTF_8)).status())
        .isEqualTo(200);
  }

  // Heads

  static Stream<String> malformedHeads() {
    return Stream.of(
        "GET /serving_num?event_id=" + "x".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(10_000) + "\r\n\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(200) + "\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\n" + "X".repeat(100) + ": y\r\n\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\nX Y: z\r\n\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\nContent-Length: a\r\n\r\n",
        "POST /assign_queue_num HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
            + "Content-Length: 3\r\n\r\n{}",
        "POST /assign_queue_num HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /serving_num HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%FF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET serving_num HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET  HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /serving_num\r\n\r\n",
        "GET /serving_num HTTP/x\r\nHost: x\r\n\r\n",
        "FOO / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "VERYLONGMETHODNAMETHATNOBODYHASEVERHEARDOF / HTTP/1.1\r\nHost: x\r\n\r\n",
        "CONNECT x:1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
        "hello, are you there?\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("malformedHeads")
  void deviation_13_a_malformed_head_is_4xx_on_both_listeners(String head) {
    for (URI base : List.of(node.visitor().base(), node.stranger().base())) {
      Answer answer = RawHttp.exchange(base, head.getBytes(ISO_8859_1));
      assertReadable(answer);
      assertThat(answer.status()).isBetween(400, 499);
    }
  }

  private static void assertReadable(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isLessThan(500);
    Expect.compatible(answer, answer.status() == 200 ? "public, max-age=2" : Expect.NO_STORE);
    assertThat(answer.json().isObject()).isTrue();
  }

  private static List<String> bothPaths(Operation operation) {
    String name = operation.path().substring(operation.path().lastIndexOf('/'));
    return List.of(name, "/api" + name);
  }

  private static ApiClient stranger(Operation operation) {
    return operation.listeners().contains(Listener.PUBLIC) ? node.visitor() : node.stranger();
  }

  private static ApiClient client(Listener listener) {
    return listener == Listener.PUBLIC ? node.visitor() : node.admin();
  }

  private static Answer raw(ApiClient client, String requestLine) {
    return RawHttp.send(client.base(), requestLine, List.of(), new byte[0]);
  }
}
