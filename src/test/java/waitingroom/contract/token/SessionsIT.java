package waitingroom.contract.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Parts 2.4 to 2.6 of the contract: sessions, live and ended. With deviation 6. */
@OnNode(Profile.PLAIN)
class SessionsIT {
  private static TestNode node;
  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock sharedClock) {
    node = shared;
    clock = sharedClock;
  }

  @Test
  void active_tokens_are_those_that_live_and_whose_session_is_open() {
    TestRoom room = node.newRoom("{\"validity_period\": 60}");
    String done = room.joinServed();
    String alive = room.joinServed();
    room.joinServed();
    room.token(done);
    room.token(alive);
    active(room, 2);
    room.end(done, 1);
    active(room, 1);
    clock.advance(Duration.ofSeconds(60));
    active(room, 1);
    clock.advance(Duration.ofSeconds(1));
    active(room, 0);
  }

  @Test
  void an_operator_finds_a_visitor_by_request_id_from_the_join_to_the_end() {
    TestRoom room =
        node.newRoom("{\"validity_period\": 60, \"queue_position_expiry_period\": 100}");
    List<String> ids = room.join(6);
    long joined = clock.seconds();
    room.serve(5);
    ids.subList(0, 4).forEach(room::token);
    room.end(ids.get(0), 1);
    room.end(ids.get(1), -1);

    JsonNode last = visitor(room, ids.get(5)).json();
    String name = last.get("name").textValue();
    assertThat(name).matches("v-[0-9a-f]{16}");
    assertThat(last)
        .isEqualTo(
            Answer.parse(
                """
                {"event_id": "%s", "request_id": "%s", "name": "%s", "position": 6,
                 "entry_time": %d, "state": "waiting"}
                """
                    .formatted(room.id(), ids.get(5), name, joined)));
    assertThat(visitor(room, ids.get(4)).json().get("expires_in").intValue()).isEqualTo(100);
    assertThat(ids.stream().map(id -> state(room, id)))
        .containsExactly("completed", "abandoned", "inside", "inside", "called", "waiting");

    clock.advance(Duration.ofSeconds(61));
    assertThat(state(room, ids.get(2))).isEqualTo("token_expired");
    room.configure("{\"paused\": true, \"queue_position_expiry_period\": 100}");
    assertThat(visitor(room, ids.get(4)).json().has("expires_in")).isFalse();
    room.configure("{\"queue_position_expiry_period\": 100}");
    clock.advance(Duration.ofSeconds(101));
    assertThat(state(room, ids.get(4))).isEqualTo("expired");
  }

  @Test
  void a_visitor_whom_the_room_does_not_know_is_not_found() {
    TestRoom room = node.newRoom();
    String before = room.join();
    room.reset();
    assertThat(visitor(room, before).status()).isEqualTo(404);
    assertThat(visitor(room, TestRoom.UNKNOWN_ID).status()).isEqualTo(404);
    assertThat(visitor(room, "nobody").status()).isEqualTo(400);
    assertThat(node.admin().get("/rooms/no-such-room/visitors/" + before).status()).isEqualTo(404);
    node.admin().send("DELETE", "/rooms/" + room.id(), "");
    assertThat(visitor(room, before).status()).isEqualTo(410);
  }

  private static Answer visitor(TestRoom room, String requestId) {
    return node.signed(Role.VIEWER).get("/rooms/" + room.id() + "/visitors/" + requestId);
  }

  private static String state(TestRoom room, String requestId) {
    return visitor(room, requestId).json().get("state").textValue();
  }

  @Test
  void expired_tokens_are_a_bare_array_the_first_to_expire_first_ended_or_not() {
    TestRoom room = node.newRoom();
    List<String> ids = List.of(room.joinServed(), room.joinServed(), room.joinServed());
    room.operatorToken(ids.get(0), ", \"validity_period\": 30");
    room.operatorToken(ids.get(1), ", \"validity_period\": 10");
    room.operatorToken(ids.get(2), ", \"validity_period\": 20");
    room.end(ids.get(2), -1);
    Answer none = node.admin().get("/api/expired_tokens" + room.query());
    Expect.json(none, 200, "[]", Expect.NO_STORE);
    clock.advance(Duration.ofSeconds(21));
    assertThat(room.expiredTokens()).containsExactly(ids.get(1), ids.get(2));
    clock.advance(Duration.ofSeconds(10));
    assertThat(room.expiredTokens()).containsExactly(ids.get(1), ids.get(2), ids.get(0));
  }

  @Test
  void a_session_ends_once() {
    TestRoom room = node.newRoom();
    String bought = room.joinServed();
    String left = room.joinServed();
    room.token(bought);
    room.token(left);
    Answer answer = room.end(bought, 1);
    assertThat(answer.status()).isEqualTo(200);
    Expect.compatible(answer, Expect.NO_STORE);
    assertThat(answer.json().isObject()).isTrue();
    assertThat(room.end(left, -1).status()).isEqualTo(200);
    for (int status : new int[] {1, -1}) {
      Expect.error(
          room.end(bought, status), 404, "Request ID doesn't exist or status already set.");
    }
    assertThat(room.counter("completed_counter")).isEqualTo(1);
    assertThat(room.counter("abandoned_counter")).isEqualTo(1);
    assertThat(room.counter("active_tokens")).isZero();
  }

  @Test
  void a_session_without_a_token_cannot_end() {
    TestRoom room = node.newRoom();
    for (String requestId : List.of(room.joinServed(), TestRoom.UNKNOWN_ID)) {
      Expect.error(room.end(requestId, 1), 404, "Request ID doesn't exist or status already set.");
    }
    Expect.error(room.end("nobody", 1), 400, "Invalid event or request ID");
  }

  @Test
  void a_session_can_end_after_its_token_has_expired() {
    TestRoom room = node.newRoom("{\"validity_period\": 1}");
    String requestId = room.joinServed();
    room.token(requestId);
    clock.advance(Duration.ofSeconds(100));
    assertThat(room.end(requestId, 1).status()).isEqualTo(200);
    assertThat(room.counter("completed_counter")).isEqualTo(1);
    assertThat(room.expiredTokens()).containsExactly(requestId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "-2", "0.5", "1e400", "9223372036854775808"})
  void deviation_6_another_status_is_400_and_leaves_the_session_open(String status) {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    room.token(requestId);
    Answer answer =
        node.admin().post("/api/update_session", room.body(requestId, ", \"status\": " + status));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("error").textValue()).startsWith("Invalid status");
    assertThat(room.counter("active_tokens")).isEqualTo(1);
    assertThat(room.token(requestId).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"1.9, completed_counter", "-1.9, abandoned_counter"})
  void a_status_is_cut_to_a_whole_number(String status, String counter) {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    room.token(requestId);
    node.admin().post("/api/update_session", room.body(requestId, ", \"status\": " + status));
    assertThat(room.counter(counter)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/num_active_tokens", "/api/expired_tokens", "/num_active_tokens"})
  void a_query_about_a_wrong_event_is_400(String path) {
    Expect.error(node.admin().get(path + "?event_id=Nobody"), 400, "Invalid event ID");
  }

  private static void active(TestRoom room, int count) {
    Expect.json(
        node.admin().get("/api/num_active_tokens" + room.query()),
        200,
        "{\"active_tokens\": " + count + "}",
        Expect.NO_STORE);
  }
}
