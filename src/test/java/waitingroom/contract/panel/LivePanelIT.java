package waitingroom.contract.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.PushedEvents;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** {@code GET /rooms/live} and {@code GET /rooms/{event_id}/history/live}. */
@Timeout(60)
class LivePanelIT {
  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            LivePanelIT.class, Clock.systemUTC(), "waiting-room.projections.idle-after = 1s");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static PushedEvents listen(String target) {
    return PushedEvents.of(node.signed(Role.VIEWER), target);
  }

  @Test
  void a_panel_sees_all_rooms_then_those_that_change_with_their_live_sessions() throws Exception {
    TestRoom room = node.newRoom();
    node.newRoom();
    String visitor = room.joinServed();
    try (PushedEvents events = listen("/rooms/live")) {
      JsonNode first = events.next("rooms");
      assertThat(Instant.parse(first.get("at").textValue())).isBefore(Instant.now());
      assertThat(first.get("rooms").findValuesAsText("event_id"))
          .contains(room.id(), "Sample")
          .isSorted();
      assertThat(first.get("rooms")).contains(room.document().json());

      room.token(visitor);
      JsonNode changed = events.next("rooms").get("rooms");
      while (changed.isEmpty() || active(changed) != 1) {
        changed = events.next("rooms").get("rooms");
      }
      assertThat(changed).hasSize(1);
      assertThat(changed.get(0)).isEqualTo(room.document().json());
      assertThat(events.next("rooms").get("rooms")).isEmpty();
    }
  }

  private static long active(JsonNode rooms) {
    return rooms.get(0).get("counters").get("active_tokens").longValue();
  }

  @Test
  void a_panel_may_look_at_one_room_and_nobody_without_a_role_at_any() throws Exception {
    TestRoom room = node.newRoom();
    try (PushedEvents events = listen("/rooms/live" + room.query())) {
      assertThat(events.next("rooms").get("rooms").findValuesAsText("event_id"))
          .containsExactly(room.id());
    }
    assertThat(node.stranger().get("/rooms/live").status()).isEqualTo(401);
    Expect.problem(node.admin().get("/rooms/live?event_id=nowhere"), 404, "no room");
  }

  @Test
  void a_panel_hears_all_alarms_then_those_that_change_or_go() throws Exception {
    node.admin().send("PUT", "/alarms/gate", "{\"state\": \"OK\"}");
    try (PushedEvents events = listen("/rooms/live")) {
      JsonNode first = events.next("alarms");
      assertThat(first.get("alarms").findValuesAsText("name")).contains("gate").isSorted();
      assertThat(first.get("removed")).isEmpty();

      node.admin().send("PUT", "/alarms/gate", "{\"state\": \"ALARM\"}");
      // Built-in alarms may change meanwhile.
      JsonNode changed = events.next("alarms");
      while (!changed.toString().contains("gate")) {
        changed = events.next("alarms");
      }
      assertThat(changed.get("alarms")).contains(alarm("gate"));
      assertThat(alarm("gate").get("state").textValue()).isEqualTo("ALARM");

      node.admin().send("DELETE", "/alarms/gate", "");
      JsonNode gone = events.next("alarms");
      while (gone.get("removed").isEmpty()) {
        gone = events.next("alarms");
      }
      assertThat(gone.get("removed").get(0).textValue()).isEqualTo("gate");
    }
  }

  private static JsonNode alarm(String name) {
    for (JsonNode alarm : node.admin().get("/alarms").json().get("alarms")) {
      if (alarm.get("name").textValue().equals(name)) {
        return alarm;
      }
    }
    throw new AssertionError("There is no alarm " + name);
  }

  @Test
  void the_numbers_and_the_history_of_a_room_are_told_as_they_grow() throws Exception {
    TestRoom room = node.newRoom();
    try (PushedEvents events = listen("/rooms/" + room.id() + "/history/live?span=15m&step=1m")) {
      JsonNode before = events.next("history");
      assertThat(before.get("step").intValue()).isEqualTo(60);
      assertThat(before.get("points")).hasSizeBetween(15, 17);
      assertThat(joined(before)).isZero();
      room.token(room.joinServed());
      JsonNode now = events.next("statistics");
      while (now.get("waits").intValue() != 1) {
        now = events.next("statistics");
      }
      JsonNode history = events.next("history");
      while (joined(history) != 1) {
        history = events.next("history");
      }
    }
  }

  private static int joined(JsonNode history) {
    int sum = 0;
    for (JsonNode point : history.get("points")) {
      sum += point.get("joined").intValue();
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          span=x             | span must be like
          span=32d           | span must be like
          step=90            | step must be a multiple of 60
          span=31d&step=1m   | more than 2000 points
          """)
  void a_window_that_cannot_be_is_refused(String query, String why) {
    String path = "/rooms/" + node.newRoom().id() + "/history/live?";
    Expect.problem(node.admin().get(path + query), 400, why);
  }

  @Test
  void who_has_no_role_hears_nothing_of_a_room_and_nobody_of_a_room_that_is_not() {
    String path = "/history/live";
    assertThat(node.stranger().get("/rooms/" + node.newRoom().id() + path).status()).isEqualTo(401);
    Expect.problem(node.admin().get("/rooms/nowhere" + path), 404, "no room");
  }
}
