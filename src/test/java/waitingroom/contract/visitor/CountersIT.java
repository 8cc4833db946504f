package waitingroom.contract.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/**
 * Parts 1.3, 1.4 and 2.2 of the contract: counters that visitors read and operators move. With
 * deviation 7, and the rules of part 0.2 for operators' bodies.
 */
@OnNode(Profile.PLAIN)
class CountersIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @Test
  void the_default_room_is_there_from_the_start() {
    Expect.json(
        node.visitor().get("/serving_num?event_id=Sample"),
        200,
        "{\"serving_counter\": \"0\"}",
        "public, max-age=2");
  }

  // 1.3, 1.4

  @Test
  void the_serving_counter_is_a_string_even_below_0() {
    TestRoom room = node.newRoom();
    room.serve(-7);
    for (String prefix : List.of("", "/api")) {
      Expect.json(
          node.visitor().get(prefix + "/serving_num" + room.query()),
          200,
          "{\"serving_counter\": \"-7\"}",
          "public, max-age=2");
    }
  }

  @Test
  void tokens_leave_waiting_num_which_never_gets_below_0() {
    TestRoom room = node.newRoom();
    String first = room.join();
    room.join();
    room.serve(10);
    assertThat(room.token(first).status()).isEqualTo(200);
    assertThat(node.visitor().get("/api/waiting_num" + room.query()).text())
        .isEqualTo("{\"waiting_num\": 1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/serving_num", "/waiting_num", "/api/serving_num", "/api/waiting_num"})
  void counters_of_a_wrong_event_are_400(String path) {
    Expect.error(node.visitor().get(path + "?event_id=Nobody"), 400, "Invalid event ID");
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
  @ValueSource(strings = {"1.5", "9223372036854775808", "1e-2147483647"})
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

  // 0.2: private bodies whatever their content type

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain;charset=UTF-8",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "nonsense",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8"
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
    int serving = 0;
    for (String type : List.of("text/plain", "application/octet-stream", "nonsense")) {
      serving += 4;
      Expect.json(
          node.admin().send("POST", "/api/increment_serving_counter", body, "Content-Type", type),
          200,
          "{\"serving_num\": %d}".formatted(serving),
          Expect.NO_STORE);
    }
  }

  private static Answer increment(TestRoom room, String by) {
    return node.admin()
        .post("/api/increment_serving_counter", room.body(", \"increment_by\": " + by));
  }
}
