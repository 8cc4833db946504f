package waitingroom.contract.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** What an administrator may set per room, to the bound and to the name. */
class RoomSettingsIT {
  private static final String DEFAULTS =
      """
      {"validity_period": 3600, "enable_queue_position_expiry": true,
       "queue_position_expiry_period": 900, "incr_svc_on_queue_position_expiry": false,
       "heartbeat_timeout": 0, "heartbeat_check_interval": 10,
       "inlet": {"strategy": "manual"},
       "paused": false, "queue_all": false, "max_queue_length": 0,
       "enable_events_generation": false, "message": ""}""";
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = TestNode.start(RoomSettingsIT.class, new TestClock(), "");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void an_empty_body_means_the_defaults() {
    assertThat(settings(node.newRoom())).isEqualTo(Answer.parse(DEFAULTS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"validity_period\": 1}",
        "{\"validity_period\": 31536000}",
        "{\"enable_queue_position_expiry\": false}",
        "{\"queue_position_expiry_period\": 1}",
        "{\"queue_position_expiry_period\": 31536000}",
        "{\"incr_svc_on_queue_position_expiry\": true}",
        "{\"heartbeat_timeout\": 5}",
        "{\"heartbeat_timeout\": 86400}",
        "{\"heartbeat_check_interval\": 1}",
        "{\"heartbeat_check_interval\": 3600}",
        "{\"paused\": true}",
        "{\"queue_all\": true}",
        "{\"message\": \"Back at noon\"}",
        "{\"max_queue_length\": 1}",
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
        "{\"strategy\": \"manual\"} | {\"strategy\": \"manual\"}",
        "{\"strategy\": \"max_size\"} | {\"strategy\": \"max_size\", \"max_size\": 100}",
        "{\"strategy\": \"max_size\", \"max_size\": 1000000000}"
            + " | {\"strategy\": \"max_size\", \"max_size\": 1000000000}",
        "{\"strategy\": \"periodic\"} | {\"strategy\": \"periodic\", \"increment_by\": 10,"
            + " \"interval\": 60, \"start_time\": 0, \"end_time\": 0, \"alarm\": \"\"}",
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
        "enable_queue_position_expiry | 1",
        "enable_queue_position_expiry | \"true\"",
        "enable_queue_position_expiry | null",
        "queue_position_expiry_period | 0",
        "queue_position_expiry_period | -1",
        "queue_position_expiry_period | 31536001",
        "queue_position_expiry_period | 1.5",
        "queue_position_expiry_period | \"900\"",
        "queue_position_expiry_period | null",
        "queue_position_expiry_period | 9223372036854775808",
        "incr_svc_on_queue_position_expiry | 0",
        "incr_svc_on_queue_position_expiry | \"\"",
        "incr_svc_on_queue_position_expiry | null",
        "heartbeat_timeout | 4",
        "heartbeat_timeout | 1",
        "heartbeat_timeout | -20",
        "heartbeat_timeout | 86401",
        "heartbeat_timeout | false",
        "heartbeat_timeout | null",
        "heartbeat_check_interval | 0",
        "heartbeat_check_interval | 3601",
        "heartbeat_check_interval | \"10s\"",
        "heartbeat_check_interval | null",
        "message | 5",
        "message | null",
        "paused | \"yes\"",
        "paused | 1",
        "paused | null",
        "queue_all | []",
        "queue_all | {}",
        "queue_all | null",
        "max_queue_length | -1",
        "max_queue_length | 1099511627776",
        "max_queue_length | \"\"",
        "max_queue_length | null",
        "inlet | null",
        "inlet | \"manual\"",
        "inlet | []",
        "inlet | [\"manual\", {}]",
        "inlet | 1",
        "inlet.strategy | {}",
        "inlet.strategy | {\"strategy\": \"fastest\"}",
        "inlet.strategy | {\"strategy\": \"Manual\"}",
        "inlet.strategy | {\"strategy\": null}",
        "inlet.strategy | {\"strategy\": 1}",
        "inlet.increment_by | {\"strategy\": \"manual\", \"increment_by\": 5}",
        "inlet.max_size | {\"strategy\": \"periodic\", \"max_size\": 5}",
        "inlet.increment_by | {\"strategy\": \"periodic\", \"increment_by\": 0}",
        "inlet.increment_by | {\"strategy\": \"periodic\", \"increment_by\": 1000000001}",
        "inlet.increment_by | {\"strategy\": \"periodic\", \"increment_by\": \"10\"}",
        "inlet.increment_by | {\"strategy\": \"periodic\", \"increment_by\": null}",
        "inlet.interval | {\"strategy\": \"periodic\", \"interval\": 0}",
        "inlet.interval | {\"strategy\": \"periodic\", \"interval\": 86401}",
        "inlet.interval | {\"strategy\": \"periodic\", \"interval\": 0.5}",
        "inlet.start_time | {\"strategy\": \"periodic\", \"start_time\": -1}",
        "inlet.start_time | {\"strategy\": \"periodic\", \"start_time\": 4294967296}",
        "inlet.start_time | {\"strategy\": \"periodic\", \"start_time\": \"2026-11-27\"}",
        "inlet.end_time | {\"strategy\": \"periodic\", \"end_time\": -1}",
        "inlet.end_time | {\"strategy\": \"periodic\", \"end_time\": true}",
        "inlet.alarm | {\"strategy\": \"periodic\", \"alarm\": 5}",
        "inlet.alarm | {\"strategy\": \"periodic\", \"alarm\": [\"a\"]}",
        "inlet.alarm | {\"strategy\": \"periodic\", \"alarm\": null}",
        "inlet.max_size | {\"strategy\": \"max_size\", \"max_size\": 0}",
        "inlet.max_size | {\"strategy\": \"max_size\", \"max_size\": 1000000001}",
        "inlet.total_active_users | {\"strategy\": \"capacity\"}",
        "inlet.total_active_users | {\"strategy\": \"capacity\", \"total_active_users\": 0}",
        "inlet.total_active_users | {\"strategy\": \"capacity\", \"total_active_users\": -1}",
        "inlet.new_users_per_minute | {\"strategy\": \"capacity\", \"new_users_per_minute\": -1}",
        "inlet.new_users_per_minute"
            + " | {\"strategy\": \"capacity\", \"new_users_per_minute\": 1000000001}"
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
  void the_length_of_an_alarms_name_has_a_bound() {
    String inlet = "{\"inlet\": {\"strategy\": \"periodic\", \"alarm\": \"%s\"}}";
    TestRoom room = node.newRoom(inlet.formatted("x".repeat(255)));
    Expect.problem(put(room, inlet.formatted("x".repeat(256))), 400, "inlet.alarm");
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

  @Test
  void settings_survive_a_restart() {
    TestRoom room =
        node.newRoom(
            """
            {"validity_period": 61, "queue_position_expiry_period": 62,
             "incr_svc_on_queue_position_expiry": true, "heartbeat_timeout": 63,
             "heartbeat_check_interval": 4, "max_queue_length": 5, "paused": true,
             "message": "Back at noon",
             "inlet": {"strategy": "periodic", "increment_by": 6, "interval": 7,
                       "start_time": 8, "end_time": 9, "alarm": "ten"}}""");
    TestRoom capped =
        node.newRoom(
            """
            {"queue_all": true, "inlet": {"strategy": "capacity",
             "total_active_users": 11, "new_users_per_minute": 12}}""");
    JsonNode before = settings(room);
    JsonNode beforeCapped = settings(capped);

    node = node.restarted();

    assertThat(settings(room.on(node))).isEqualTo(before);
    assertThat(settings(capped.on(node))).isEqualTo(beforeCapped);
  }

  private static Answer put(TestRoom room, String body) {
    return node.admin().send("PUT", "/rooms/" + room.id(), body, "If-Match", "*");
  }

  private static JsonNode settings(TestRoom room) {
    return room.document().json().get("settings");
  }
}
