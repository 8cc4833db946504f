package waitingroom.contract.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * Settings of a room over HTTP. The tables of values are in {@code RoomDocumentTest} and {@code
 * RoomSettingsTest}.
 */
@OnNode(Profile.PLAIN)
class RoomSettingsIT {
  private static final String DEFAULTS =
      """
      {"validity_period": 3600, "enable_queue_position_expiry": true,
       "queue_position_expiry_period": 900, "incr_svc_on_queue_position_expiry": false,
       "heartbeat_timeout": 0, "heartbeat_check_interval": 10,
       "inlet": {"strategy": "manual"},
       "paused": false, "queue_all": false, "max_queue_length": 0,
       "enable_events_generation": false, "message": "",
       "queueing_method": "fifo"}""";
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @Test
  void an_empty_body_means_the_defaults() {
    assertThat(settings(node.newRoom())).isEqualTo(Answer.parse(DEFAULTS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"validity_period\": 1}",
        "{\"message\": \"Back at noon\"}",
        "{\"max_queue_length\": 1099511627775}"
      })
  void a_partial_body_keeps_the_defaults_of_the_rest(String body) {
    JsonNode expected = Answer.parse(DEFAULTS);
    JsonNode given = Answer.parse(body);
    given.fieldNames().forEachRemaining(name -> ((ObjectNode) expected).set(name, given.get(name)));
    assertThat(settings(node.newRoom(body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"strategy\": \"max_size\"} | {\"strategy\": \"max_size\", \"max_size\": 100}",
        "{\"interval\": 86400, \"alarm\": \"a b\", \"strategy\": \"periodic\"}"
            + " | {\"strategy\": \"periodic\", \"increment_by\": 10, \"interval\": 86400,"
            + " \"start_time\": 0, \"end_time\": 0, \"alarm\": \"a b\"}",
        "{\"strategy\": \"capacity\", \"new_users_per_minute\": 5} | {\"strategy\": \"capacity\","
            + " \"total_active_users\": 0, \"new_users_per_minute\": 5}"
      })
  void an_inlet_is_shown_with_all_its_members(String inlet, String shown) {
    TestRoom room = node.newRoom("{\"inlet\": " + inlet + "}");
    assertThat(settings(room).get("inlet")).isEqualTo(Answer.parse(shown));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "queue_position_expiry_period | \"900\"",
        "inlet.strategy | {\"strategy\": \"fastest\"}",
        "inlet.max_size | {\"strategy\": \"max_size\", \"max_size\": 0}"
      })
  void a_bad_value_is_refused_by_its_name_and_changes_nothing(String named, String value) {
    TestRoom room = node.newRoom("{\"validity_period\": 60}");
    String member = named.startsWith("inlet") ? "inlet" : named;
    String body = "{\"" + member + "\": " + value + ", \"validity_period\": 70}";
    Expect.problem(
        node.admin().send("PUT", "/rooms/" + room.id(), body, "If-Match", "*"), 400, named);
    assertThat(room.document().header("ETag")).contains("\"v1\"");
    assertThat(settings(room).get("validity_period").intValue()).isEqualTo(60);
    assertThat(settings(room).get(member)).isEqualTo(Answer.parse(DEFAULTS).get(member));
  }

  @Test
  void exact_caps_need_positions_that_expire() {
    TestRoom room = node.newRoom();
    String body =
        "{\"inlet\": {\"strategy\": \"capacity\", \"total_active_users\": 5},"
            + " \"enable_queue_position_expiry\": false}";
    Expect.problem(put(room, body), 400, "enable_queue_position_expiry");
    assertThat(settings(room)).isEqualTo(Answer.parse(DEFAULTS));
  }

  @Test
  void an_unknown_setting_is_refused_by_its_name() {
    TestRoom room = node.newRoom();
    Expect.problem(put(room, "{\"inlets\": {}}"), 400, "\"inlets\"");
    Expect.problem(put(room, "{\"queueAll\": true}"), 400, "\"queueAll\"");
    assertThat(settings(room)).isEqualTo(Answer.parse(DEFAULTS));
  }

  private static Answer put(TestRoom room, String body) {
    return node.admin().send("PUT", "/rooms/" + room.id(), body, "If-Match", "*");
  }

  private static JsonNode settings(TestRoom room) {
    return room.document().json().get("settings");
  }
}
