package waitingroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Parts 2.1 to 2.3 of the contract, with the deviations 5, 7 and 11. */
class PrivateContractIT {
  private static final TestClock CLOCK = new TestClock();
  private static final String UNKNOWN_ID = "00000001-0000-8000-8000-000000000000";
  private static final String EXPIRED = "Token corresponding to request id has expired";
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = TestNode.start(PrivateContractIT.class, CLOCK, "");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  // 2.1

  @Test
  void generate_token_has_the_checks_of_the_public_one() {
    TestRoom room = node.newRoom();
    String requestId = room.join();
    Expect.error(privateToken(room, "nobody", ""), 400, "Invalid event or request ID");
    Expect.error(privateToken(room, UNKNOWN_ID, ""), 400, "Invalid request ID");
    Expect.error(privateToken(room, requestId, ""), 202, "Request ID not being served yet");
    room.serve(1);
    assertThat(privateToken(room, requestId, "").status()).isEqualTo(200);
    room.end(requestId, -1);
    Expect.error(privateToken(room, requestId, ""), 410, EXPIRED);
  }

  @Test
  void deviation_5_an_override_does_not_stick() {
    TestRoom room = node.newRoom();
    String first = room.joinServed();
    String second = room.joinServed();
    assertThat(expiresIn(privateToken(room, first, ", \"validity_period\": 7"))).isEqualTo(7);
    assertThat(expiresIn(privateToken(room, second, ""))).isEqualTo(3600);
  }

  @Test
  void deviation_5_an_override_counts_on_the_first_call_only() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    String tokens = privateToken(room, requestId, ", \"validity_period\": 7").text();
    assertThat(privateToken(room, requestId, ", \"issuer\": \"x\", \"validity_period\": 9").text())
        .isEqualTo(tokens);
    assertThat(room.token(requestId).text()).isEqualTo(tokens);
  }

  @ParameterizedTest
  @CsvSource({"7.9, 7", "0, 0", "-5, -5", "-0.9, 0", "31536000, 31536000", "1e2, 100"})
  void a_validity_period_is_cut_to_a_whole_number_and_may_be_0_or_negative(
      String given, int expiresIn) {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    assertThat(expiresIn(privateToken(room, requestId, ", \"validity_period\": " + given)))
        .isEqualTo(expiresIn);
    assertThat(room.counter("token_counter")).isEqualTo(1);
  }

  @Test
  void a_token_that_was_born_expired_is_counted_and_gone_at_once() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    privateToken(room, requestId, ", \"validity_period\": -5");
    Expect.error(privateToken(room, requestId, ""), 410, EXPIRED);
    assertThat(room.counter("active_tokens")).isZero();
    assertThat(expired(room)).containsExactly(requestId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"31536001", "-31536001", "1e30", "9223372036854775808"})
  void a_validity_period_of_more_than_a_year_is_refused(String given) {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    Answer answer = privateToken(room, requestId, ", \"validity_period\": " + given);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("error").textValue()).contains("validity_period");
    assertThat(room.counter("token_counter")).isZero();
  }

  // 2.2

  @ParameterizedTest
  @ValueSource(strings = {"/api/increment_serving_counter", "/increment_serving_counter"})
  void the_new_serving_number_is_a_number(String path) {
    TestRoom room = node.newRoom();
    Answer answer = node.admin().post(path, room.body(", \"increment_by\": 12"));
    Expect.json(answer, 200, "{\"serving_num\": 12}", Expect.NO_STORE);
    Expect.json(
        node.visitor().get("/serving_num" + room.query()),
        200,
        "{\"serving_counter\": \"12\"}",
        "public, max-age=2");
  }

  @Test
  void increments_may_be_negative_0_and_beyond_the_queue() {
    TestRoom room = node.newRoom();
    for (long[] step : new long[][] {{100, 100}, {-150, -50}, {0, -50}, {50, 0}}) {
      Expect.json(
          increment(room, Long.toString(step[0])),
          200,
          "{\"serving_num\": " + step[1] + "}",
          Expect.NO_STORE);
    }
  }

  @ParameterizedTest
  @CsvSource({"3.0, 3", "1e2, 100", "-0.0, 0"})
  void deviation_7_whole_numbers_are_taken_however_they_are_written(String by, long serving) {
    Expect.json(
        increment(node.newRoom(), by), 200, "{\"serving_num\": " + serving + "}", Expect.NO_STORE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "-1e400",
        "1e-400",
        "1e1000000000",
        "1e-1000000000",
        "1e2147483647",
        "-1e2147483647",
        "1e-2147483647"
      })
  void deviation_7_a_fraction_or_an_overflow_is_400_and_changes_nothing(String by) {
    TestRoom room = node.newRoom();
    room.serve(5);
    Answer answer = increment(room, by);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    Expect.compatible(answer, Expect.NO_STORE);
    assertThat(answer.text()).contains("increment_by");
    assertThat(room.counter("serving_counter")).isEqualTo(5);
  }

  @Test
  void deviation_7_a_sum_that_overflows_is_400_and_changes_nothing() {
    TestRoom room = node.newRoom();
    room.serve(Long.MAX_VALUE);
    Expect.error(
        increment(room, "1"),
        400,
        "Invalid increment_by: the serving counter would not fit 64 bits");
    assertThat(room.counter("serving_counter")).isEqualTo(Long.MAX_VALUE);
  }

  // 2.3

  @Test
  void deviation_11_a_reset_is_immediate_and_complete() {
    TestRoom room = node.newRoom();
    List<String> ids = List.of(room.joinServed(), room.joinServed(), room.join());
    room.token(ids.get(0));
    room.token(ids.get(1));
    room.end(ids.get(0), 1);
    Answer answer = node.admin().post("/api/reset_initial_state", room.body(""));
    assertThat(answer.status()).isEqualTo(200);
    Expect.compatible(answer, Expect.NO_STORE);
    assertThat(Expect.members(answer.json())).containsExactly("message");

    for (JsonNode counter : room.counters()) {
      assertThat(counter.longValue()).isZero();
    }
    for (String requestId : ids) {
      Expect.error(
          node.visitor().get("/queue_num" + room.query(requestId)), 202, "Request ID not found");
      Expect.error(room.token(requestId), 400, "Invalid request ID");
      assertThat(room.end(requestId, 1).status()).isEqualTo(404);
    }
    String fresh = room.joinServed();
    assertThat(node.visitor().get("/queue_num" + room.query(fresh)).json().get("queue_number"))
        .isEqualTo(Answer.parse("1"));
    assertThat(room.token(fresh).status()).isEqualTo(200);
    assertThat(expired(room)).isEmpty();
  }

  @Test
  void deviation_11_a_join_is_before_a_simultaneous_reset_or_after_it() {
    TestRoom room = node.newRoom();
    List<CompletableFuture<Answer>> joins = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      joins.add(node.visitor().postAsync("/assign_queue_num", room.body("")));
      if (i == 30) {
        joins.get(0).join();
        room.reset();
      }
    }
    List<Integer> positions = new ArrayList<>();
    for (CompletableFuture<Answer> join : joins) {
      String requestId = join.join().json().get("api_request_id").textValue();
      Answer place = node.visitor().get("/queue_num" + room.query(requestId));
      assertThat(place.status()).isIn(200, 202);
      if (place.status() == 200) {
        positions.add(place.json().get("queue_number").intValue());
      }
    }
    assertThat(positions).hasSizeBetween(29, 59).doesNotHaveDuplicates();
    assertThat(room.counter("queue_counter")).isEqualTo(positions.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/reset_initial_state {\"event_id\": \"Nobody\"}",
        "/api/increment_serving_counter {\"event_id\": \"Nobody\", \"increment_by\": 1}"
      })
  void deviation_11_a_wrong_event_is_400(String pathAndBody) {
    String[] parts = pathAndBody.split(" ", 2);
    Expect.error(node.admin().post(parts[0], parts[1]), 400, "Invalid event ID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/num_active_tokens", "/api/expired_tokens", "/num_active_tokens"})
  void a_query_about_a_wrong_event_is_400(String path) {
    Expect.error(node.admin().get(path + "?event_id=Nobody"), 400, "Invalid event ID");
  }

  // 0.2: private bodies whatever their content type

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain;charset=UTF-8",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/octet-stream"
      })
  void private_bodies_are_json_whatever_their_content_type(String contentType) {
    TestRoom room = node.newRoom();
    Answer answer =
        node.admin()
            .send(
                "POST",
                "/api/increment_serving_counter",
                room.body(", \"increment_by\": 4"),
                "Content-Type",
                contentType);
    Expect.json(answer, 200, "{\"serving_num\": 4}", Expect.NO_STORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json;charset=utf-8", "application/json; charset=UTF-8"})
  void a_charset_does_not_hurt(String contentType) {
    TestRoom room = node.newRoom();
    Answer answer =
        node.admin()
            .send(
                "POST",
                "/api/increment_serving_counter",
                room.body(", \"increment_by\": 4"),
                "Content-Type",
                contentType);
    Expect.json(answer, 200, "{\"serving_num\": 4}", Expect.NO_STORE);
  }

  @Test
  void a_numeric_string_passes_as_text_and_not_as_json() {
    TestRoom room = node.newRoom();
    String body = room.body(", \"increment_by\": \"4\"");
    Expect.message(
        node.admin().post("/api/increment_serving_counter", body), 400, "Invalid request body");
    // Without a content type it counts as JSON.
    Expect.message(
        node.admin().send("POST", "/api/increment_serving_counter", body),
        400,
        "Invalid request body");
    assertThat(room.counter("serving_counter")).isZero();
    Expect.json(
        node.admin()
            .send("POST", "/api/increment_serving_counter", body, "Content-Type", "text/plain"),
        200,
        "{\"serving_num\": 4}",
        Expect.NO_STORE);
  }

  private static Answer privateToken(TestRoom room, String requestId, String members) {
    return node.admin().post("/api/generate_token", room.body(requestId, members));
  }

  private static Answer increment(TestRoom room, String by) {
    return node.admin()
        .post("/api/increment_serving_counter", room.body(", \"increment_by\": " + by));
  }

  private static int expiresIn(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().get("expires_in").intValue();
  }

  private static List<String> expired(TestRoom room) {
    List<String> ids = new ArrayList<>();
    node.admin()
        .get("/api/expired_tokens" + room.query())
        .json()
        .forEach(id -> ids.add(id.textValue()));
    return ids;
  }
}
