package waitingroom.contract.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.PushedEvents;
import waitingroom.testkit.PushedEvents.Event;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** {@code GET /stream}: updates that visitors receive without asking. */
@Timeout(60)
class StreamIT {
  private static final int STREAMS_MAX = 12;
  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            StreamIT.class,
            Clock.systemUTC(),
            "waiting-room.stream { every = 100ms, heartbeat = 1s, max = " + STREAMS_MAX + " }");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static PushedEvents listen(TestRoom room, String requestId) {
    return PushedEvents.of(node.visitor(), "/stream" + room.query(requestId));
  }

  private static void patch(TestRoom room, String settings) {
    Answer answer = node.admin().send("PATCH", "/rooms/" + room.id(), settings);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  @Test
  void it_begins_with_the_place_and_the_line() throws Exception {
    TestRoom room = node.newRoom("{\"message\": \"Doors open at noon\"}");
    String second = room.join(2).get(1);
    try (PushedEvents events = listen(room, second)) {
      JsonNode place = room.place(second).json();
      Event first = events.next();
      assertThat(first.name()).isEqualTo("place");
      assertThat(first.data().get("position").intValue()).isEqualTo(2);
      assertThat(first.data().get("entry_time")).isEqualTo(place.get("entry_time"));
      assertThat(first.data().get("server_time_ms").longValue())
          .isGreaterThanOrEqualTo(1000 * place.get("entry_time").longValue());
      Event line = events.next();
      assertThat(line.name()).isEqualTo("line");
      assertThat(line.id()).matches("1\\.\\d+");
      assertThat(line.data())
          .isEqualTo(
              Answer.parse(
                  """
                  {"serving_counter": 0, "waiting_num": 2, "state": "open",
                   "message": "Doors open at noon", "pace": null}"""));
    }
  }

  @Test
  void whose_turn_has_come_is_told_and_the_other_one_sees_the_line_move() throws Exception {
    TestRoom room = node.newRoom();
    List<String> ids = room.join(2);
    try (PushedEvents first = listen(room, ids.get(0));
        PushedEvents second = listen(room, ids.get(1))) {
      first.next("line");
      second.next("line");
      room.serve(1);
      assertThat(first.next("served").get("expires_in").longValue()).isBetween(890L, 900L);
      assertThat(second.line("serving_counter", "1").get("waiting_num").intValue()).isEqualTo(2);
      assertThat(second.has("served")).isFalse();
    }
    try (PushedEvents again = listen(room, ids.get(0))) {
      assertThat(again.next("served").get("expires_in").longValue()).isBetween(880L, 900L);
    }
  }

  @Test
  void a_pause_and_a_message_reach_everybody_and_a_turn_waits_for_the_end_of_the_pause()
      throws Exception {
    TestRoom room = node.newRoom("{\"enable_queue_position_expiry\": false}");
    String visitor = room.join();
    try (PushedEvents own = listen(room, visitor);
        PushedEvents all = PushedEvents.of(node.visitor(), "/api/stream" + room.query())) {
      patch(room, "{\"paused\": true, \"message\": \"We \\\"fix\\\" it\"}");
      assertThat(all.line("state", "paused").get("message").textValue()).isEqualTo("We \"fix\" it");
      room.serve(1);
      own.line("serving_counter", "1");
      assertThat(own.has("served")).isFalse();
      patch(room, "{\"paused\": false}");
      assertThat(own.next("served").get("expires_in").isNull()).isTrue();
      all.line("state", "open");
    }
  }

  @Test
  void who_does_not_come_in_time_is_told_so() throws Exception {
    TestRoom room = node.newRoom("{\"queue_position_expiry_period\": 1}");
    String visitor = room.joinServed();
    try (PushedEvents events = listen(room, visitor)) {
      events.next("served");
      assertThat(events.next("expired")).isEmpty();
    }
    try (PushedEvents later = listen(room, visitor)) {
      later.next("expired");
    }
    JsonNode line = node.visitor().get("/line" + room.query(visitor)).json();
    assertThat(line.get("turn").textValue()).isEqualTo("expired");
  }

  @Test
  void a_reset_makes_places_unknown_and_a_listener_without_one_stays() throws Exception {
    TestRoom room = node.newRoom();
    String visitor = room.join();
    try (PushedEvents own = listen(room, visitor);
        PushedEvents all = PushedEvents.of(node.visitor(), "/stream" + room.query())) {
      own.next("line");
      all.line("waiting_num", "1");
      room.reset();
      own.next("unknown");
      own.awaitEnd();
      all.line("waiting_num", "0");
    }
    try (PushedEvents again = listen(room, visitor)) {
      assertThat(again.next().name()).isEqualTo("unknown");
      again.awaitEnd();
    }
    Expect.error(node.visitor().get("/line" + room.query(visitor)), 404, "Invalid request ID");
  }

  @Test
  void a_room_that_is_closed_ends_its_streams() throws Exception {
    TestRoom room = node.newRoom();
    try (PushedEvents events = listen(room, room.join())) {
      events.next("line");
      node.admin().send("DELETE", "/rooms/" + room.id(), "");
      events.next("closed");
      events.awaitEnd();
    }
    Expect.error(node.visitor().get("/stream" + room.query()), 410, "Event is closed");
  }

  @ParameterizedTest
  @CsvSource({
    "/stream?event_id=nowhere, 400, Invalid event or request ID",
    "/stream?event_id=Sample&request_id=x, 400, Invalid event or request ID",
    "/stream?event_id=Sample&request_id=, 400, Invalid event or request ID",
    "/line?event_id=nowhere&request_id=x, 400, Invalid event or request ID",
    "/line?event_id=Sample&request_id=x, 400, Invalid event or request ID",
    "/stream?event_id=Sample&request_id=" + TestRoom.UNKNOWN_ID + ", 404, Invalid request ID",
    "/line?event_id=Sample&request_id=" + TestRoom.UNKNOWN_ID + ", 404, Invalid request ID"
  })
  void what_cannot_be_is_refused_before_the_stream_begins(String target, int status, String text) {
    Expect.error(node.visitor().get(target), status, text);
  }

  @Test
  void silence_is_broken_by_comments() {
    TestRoom room = node.newRoom();
    try (PushedEvents events = PushedEvents.of(node.visitor(), "/stream" + room.query())) {
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> events.comments() >= 2);
    }
  }

  @Test
  void a_node_with_as_many_streams_as_it_may_have_refuses_more_and_counts_them() {
    TestRoom room = node.newRoom();
    String target = "/stream" + room.query();
    String gauge = "waitingroom_streams{room=\"" + room.id() + "\"}";
    awaitStreams(gauge, null);
    List<PushedEvents> open = new ArrayList<>();
    for (int i = 0; i < STREAMS_MAX; i++) {
      open.add(PushedEvents.of(node.visitor(), target));
    }
    awaitStreams(gauge, STREAMS_MAX + ".0");
    Answer refused = node.visitor().get(target);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).contains("1");
    open.forEach(PushedEvents::close);
    awaitStreams(gauge, "0.0");
  }

  /** Waits for this value; null: until no room has a stream. */
  private static void awaitStreams(String gauge, @org.jspecify.annotations.Nullable String count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                node.stranger()
                    .get("/metrics")
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("waitingroom_streams{"))
                    .allMatch(
                        line ->
                            count == null
                                ? line.endsWith(" 0.0")
                                : !line.startsWith(gauge) || line.endsWith(" " + count)));
  }

  @Test
  void a_node_that_stops_ends_its_streams_in_order() throws Exception {
    TestRoom room = node.newRoom();
    try (PushedEvents events = listen(room, room.join())) {
      events.next("line");
      node = node.restarted(events::awaitEnd);
    }
  }
}
