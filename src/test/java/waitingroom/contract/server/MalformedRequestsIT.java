package waitingroom.contract.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.RawHttp;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/**
 * Deviation 13 of the contract for bodies and heads: a malformed one gets a 4xx status and a body
 * that a page may read, and changes nothing. With the content types of part 0.2.
 */
@OnNode(Profile.PLAIN)
class MalformedRequestsIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "text/plain;charset=UTF-8",
        "text/json",
        "application/xml",
        "multipart/form-data; boundary=x",
        "application/problem+json",
        "application/octet-stream",
        "application/jsonx",
        "application/json, text/plain",
        "nonsense",
        "/",
        ";charset=utf-8"
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
            "{\"event_id\": \"%s\", \"x\": 1e99999999999}",
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

  /** Takes as long as the listener waits for a body. */
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

  static Stream<String> malformedHeads() {
    return Stream.of(
        "GET /serving_num?event_id="
            + "x".repeat(5000)
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: "
            + "x".repeat(10_000)
            + "\r\n\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(200) + "\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "X".repeat(100)
            + ": y\r\n\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\nX Y: z\r\n\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "GET /serving_num HTTP/1.1\r\nHost: x\r\nContent-Length: a\r\n\r\n",
        "POST /assign_queue_num HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
            + "Content-Length: 3\r\n\r\n{}",
        "POST /assign_queue_num HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /serving_num HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
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
}
