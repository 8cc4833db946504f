package waitingroom.http.room;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.room.RoomSettings;
import waitingroom.testkit.Answer;

/** Settings of a room as the rooms API accepts and shows them: names and limits. */
class RoomDocumentTest {
  private static final String DEFAULTS =
      """
      {"validity_period": 3600, "enable_queue_position_expiry": true,
       "queue_position_expiry_period": 900, "incr_svc_on_queue_position_expiry": false,
       "heartbeat_timeout": 0, "heartbeat_check_interval": 10,
       "inlet": {"strategy": "manual"},
       "paused": false, "queue_all": false, "max_queue_length": 0,
       "enable_events_generation": false, "message": "",
       "queueing_method": "fifo"}""";

  @Test
  void an_empty_body_means_the_defaults() {
    assertThat(shown("{}")).isEqualTo(Answer.parse(DEFAULTS));
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
    assertThat(shown(body)).isEqualTo(expected);
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
    assertThat(shown("{\"inlet\": " + inlet + "}").get("inlet")).isEqualTo(Answer.parse(shown));
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
  void a_bad_value_is_refused_by_its_name(String named, String value) {
    String member = named.startsWith("inlet") ? "inlet" : named;
    refused("{\"" + member + "\": " + value + ", \"validity_period\": 70}", named);
  }

  @Test
  void the_length_of_an_alarms_name_has_a_bound() {
    String inlet = "{\"inlet\": {\"strategy\": \"periodic\", \"alarm\": \"%s\"}}";
    String longest = "x".repeat(255);
    assertThat(shown(inlet.formatted(longest)).at("/inlet/alarm").textValue()).isEqualTo(longest);
    refused(inlet.formatted(longest + "x"), "inlet.alarm");
  }

  @Test
  void an_unknown_setting_is_refused_by_its_name() {
    refused("{\"inlets\": {}}", "\"inlets\"");
    refused("{\"queueAll\": true}", "\"queueAll\"");
  }

  private static JsonNode shown(String body) {
    return Answer.parse(text(Json.answer(settings(body))));
  }

  private static RoomSettings settings(String body) {
    return RoomDocument.settings(body.getBytes(UTF_8), RoomSettings.DEFAULT);
  }

  private static void refused(String body, String named) {
    HttpRefusal refusal = catchThrowableOfType(HttpRefusal.class, () -> settings(body));
    assertThat(refusal).as(body).isNotNull();
    assertThat(refusal.response().status().intValue()).isEqualTo(400);
    assertThat(Answer.parse(text(refusal.response())).get("detail").textValue()).contains(named);
  }

  private static String text(HttpResponse response) {
    return ((HttpEntity.Strict) response.entity()).getData().utf8String();
  }
}
