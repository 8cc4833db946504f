package waitingroom.contract.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Heartbeats of visitors on the site; the session of a silent visitor ends. */
@OnNode(Profile.SWEEPING)
class HeartbeatIT {
  private static final String ON = "{\"heartbeat_timeout\": 20, \"heartbeat_check_interval\": 1}";
  private static final String OVER = "Token corresponding to request id has expired";
  private static TestNode node;
  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock sharedClock) {
    node = shared;
    clock = sharedClock;
  }

  @Test
  void by_default_nobody_needs_to_beat() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    room.token(requestId);
    Expect.error(beat(room, requestId), 202, "Heartbeat not enabled");
    pass(room, 1000);
    assertThat(room.counter("active_tokens")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/heartbeat", "/api/heartbeat"})
  void a_beat_comes_with_the_request_id_or_with_the_access_token(String path) {
    TestRoom room = node.newRoom(ON);
    String requestId = room.joinServed();
    String token = room.token(requestId).json().get("access_token").textValue();
    for (String body :
        new String[] {
          room.body(requestId, ""), room.body(", \"access_token\": \"" + token + "\"")
        }) {
      Expect.json(
          node.visitor().post(path, body), 200, "{\"heartbeat_timeout\": 20}", Expect.NO_STORE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x | {\"message\": \"Invalid request body\"}",
        "[] | {\"message\": \"Invalid request body\"}",
        "{} | {\"message\": \"Invalid request body\"}",
        "{\"event_id\": \"ROOM\"} | {\"message\": \"Invalid request body\"}",
        "{\"request_id\": \"UNKNOWN\"} | {\"message\": \"Invalid request body\"}",
        "{\"event_id\": 1, \"request_id\": \"UNKNOWN\"} | {\"message\": \"Invalid request body\"}",
        "{\"event_id\": \"ROOM\", \"request_id\": 1} | {\"message\": \"Invalid request body\"}",
        "{\"event_id\": \"ROOM\", \"request_id\": null} | {\"message\": \"Invalid request body\"}",
        "{\"event_id\": \"ROOM\", \"access_token\": 1} | {\"message\": \"Invalid request body\"}",
        "{\"event_id\": \"ROOM\", \"access_token\": \"x\"}"
            + " | {\"message\": \"Invalid request body\"}",
        "{\"event_id\": \"ROOM\", \"access_token\": \"a.b.c\"}"
            + " | {\"message\": \"Invalid request body\"}",
        "{\"event_id\": \"ROOM\", \"access_token\": \"eyJhbGciOiJub25lIn0.e30.\"}"
            + " | {\"message\": \"Invalid request body\"}",
        "{\"event_id\": \"ROOM\", \"request_id\": \"x\"}"
            + " | {\"error\": \"Invalid event or request ID\"}",
        "{\"event_id\": \"Nobody\", \"request_id\": \"UNKNOWN\"}"
            + " | {\"error\": \"Invalid event or request ID\"}",
        "{\"event_id\": \"ROOM\", \"request_id\": \"UNKNOWN\"}"
            + " | {\"error\": \"Invalid request ID\"}"
      })
  void a_malformed_or_unknown_beat_is_400(String body, String answer) {
    TestRoom room = node.newRoom(ON);
    String filled = body.replace("ROOM", room.id()).replace("UNKNOWN", TestRoom.UNKNOWN_ID);
    Expect.json(node.visitor().post("/heartbeat", filled), 400, answer, Expect.NO_STORE);
  }

  @Test
  void a_token_of_another_room_is_unknown_here() {
    TestRoom other = node.newRoom(ON);
    String token = other.token(other.joinServed()).json().get("access_token").textValue();
    TestRoom room = node.newRoom(ON);
    room.joinServed();
    Expect.error(
        node.visitor().post("/heartbeat", room.body(", \"access_token\": \"" + token + "\"")),
        400,
        "Invalid request ID");
  }

  @Test
  void who_is_silent_for_the_timeout_is_abandoned_and_who_beats_stays() {
    TestRoom room = node.newRoom(ON);
    String over = endedSession(room);
    String silent = room.joinServed();
    String alive = room.joinServed();
    room.token(silent);
    room.token(alive);
    pass(room, 15);
    Expect.json(beat(room, alive), 200, "{\"heartbeat_timeout\": 20}", Expect.NO_STORE);
    awaitHeard(room, over);

    pass(room, 4);
    assertThat(room.counter("active_tokens")).isEqualTo(2);
    pass(room, 2);
    assertThat(room.counter("active_tokens")).isEqualTo(1);
    assertThat(room.counter("abandoned_counter")).isEqualTo(1);
    Expect.error(room.token(silent), 410, OVER);
    Expect.error(room.end(silent, -1), 404, "Request ID doesn't exist or status already set.");
    awaitOver(room, silent);
    assertThat(room.token(alive).status()).isEqualTo(200);
    assertThat(beat(room, alive).status()).isEqualTo(200);
    assertThat(room.expiredTokens()).isEmpty();
  }

  @Test
  void a_beat_lasts_for_one_timeout() {
    TestRoom room = node.newRoom(ON);
    String over = endedSession(room);
    String requestId = room.joinServed();
    room.token(requestId);
    for (int i = 0; i < 3; i++) {
      pass(room, 15);
      beat(room, requestId);
      awaitHeard(room, over);
      over = endedSession(room);
    }
    pass(room, 19);
    assertThat(room.counter("active_tokens")).isEqualTo(1);
    pass(room, 2);
    assertThat(room.counter("active_tokens")).isZero();
    assertThat(room.counter("abandoned_counter")).isEqualTo(1);
  }

  @Test
  void the_first_timeout_counts_from_the_moment_of_the_token_and_not_from_its_second() {
    TestRoom room = node.newRoom(ON);
    clock.advance(Duration.ofMillis(900));
    room.token(room.joinServed());
    pass(room, Duration.ofMillis(19_500));
    assertThat(room.counter("active_tokens")).isEqualTo(1);
    pass(room, Duration.ofMillis(1_600));
    assertThat(room.counter("active_tokens")).isZero();
  }

  @Test
  void beats_of_those_who_wait_harm_nothing() {
    TestRoom room = node.newRoom(ON);
    String over = endedSession(room);
    String served = room.joinServed();
    String waiting = room.join();
    for (int i = 0; i < 2; i++) {
      assertThat(beat(room, served).status()).isEqualTo(200);
      assertThat(beat(room, waiting).status()).isEqualTo(200);
    }
    awaitHeard(room, over);
    pass(room, 30);
    assertThat(room.counter("abandoned_counter")).isZero();
    assertThat(beat(room, waiting).status()).isEqualTo(200);
    room.serve(1);
    assertThat(room.token(served).status()).isEqualTo(200);
    assertThat(room.token(waiting).status()).isEqualTo(200);
    assertThat(room.counter("active_tokens")).isEqualTo(2);
  }

  @Test
  void who_switches_it_on_gives_everybody_the_whole_timeout() {
    TestRoom room = node.newRoom();
    room.token(room.joinServed());
    pass(room, 500);
    room.configure(ON);
    pass(room, 19);
    assertThat(room.counter("active_tokens")).isEqualTo(1);
    pass(room, 2);
    assertThat(room.counter("active_tokens")).isZero();
  }

  @Test
  void the_place_of_a_silent_one_goes_to_the_next() {
    TestRoom room =
        node.newRoom(
            """
            {"heartbeat_timeout": 20, "heartbeat_check_interval": 1,
             "inlet": {"strategy": "capacity", "total_active_users": 1}}""");
    assertThat(room.token(room.join()).status()).isEqualTo(200);
    String next = room.join();
    pass(room, 19);
    Expect.error(room.token(next), 202, "Request ID not being served yet");
    pass(room, 2);
    Awaitility.await().until(() -> room.token(next).status() == 200);
    assertThat(room.counter("abandoned_counter")).isEqualTo(1);
  }

  private static Answer beat(TestRoom room, String requestId) {
    return node.visitor().post("/heartbeat", room.body(requestId, ""));
  }

  /** Ends a session; this node may not know it yet. */
  private static String endedSession(TestRoom room) {
    String requestId = room.joinServed();
    room.token(requestId);
    assertThat(room.end(requestId, 1).status()).isEqualTo(200);
    return requestId;
  }

  /** Waits for all beats so far: the room reports that session only after it has heard them. */
  private static void awaitHeard(TestRoom room, String endedSession) {
    assertThat(beat(room, endedSession).status()).isEqualTo(200);
    awaitOver(room, endedSession);
  }

  private static void awaitOver(TestRoom room, String requestId) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> beat(room, requestId).status() == 410);
    Expect.error(beat(room, requestId), 410, OVER);
  }

  private static void pass(TestRoom room, int seconds) {
    pass(room, Duration.ofSeconds(seconds));
  }

  /** Advances the clock and waits for the room's check for silent visitors. */
  private static void pass(TestRoom room, Duration duration) {
    clock.advance(duration);
    room.awaitSweep();
  }
}
