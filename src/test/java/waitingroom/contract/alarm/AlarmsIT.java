package waitingroom.contract.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static waitingroom.contract.alarm.ListedAlarms.listed;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;

/** Alarms API. */
class AlarmsIT {
  private static final TestClock CLOCK = new TestClock();

  private static TestNode node;

  @BeforeAll
  static void start() {
    node = TestNode.start(AlarmsIT.class, CLOCK, "");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void an_alarm_that_was_set_is_listed_at_once() {
    Answer answer = put("listed", "{\"state\": \"ALARM\"}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.json())
        .isEqualTo(
            Answer.parse(
                "{\"name\": \"listed\", \"state\": \"ALARM\", \"since\": \"%s\"}"
                    .formatted(CLOCK.instant())));
    assertThat(listed(node, "listed")).isEqualTo(answer.json());
  }

  @Test
  void since_tells_of_the_last_change() {
    put("since", "{\"state\": \"OK\"}");
    Instant first = CLOCK.instant();
    CLOCK.advance(Duration.ofSeconds(5));
    assertThat(put("since", "{\"state\": \"OK\"}").json().get("since").textValue())
        .isEqualTo(first.toString());
    JsonNode changed = put("since", "{\"state\": \"INSUFFICIENT_DATA\"}").json();
    assertThat(changed.get("state").textValue()).isEqualTo("INSUFFICIENT_DATA");
    assertThat(changed.get("since").textValue()).isEqualTo(first.plusSeconds(5).toString());
  }

  @Test
  void the_list_has_every_alarm_by_name() {
    for (String name : List.of("b", "A", "a%20b", "a")) {
      put(name, "{\"state\": \"OK\"}");
    }
    JsonNode list = node.signed(Role.VIEWER).get("/alarms").json();
    assertThat(Expect.members(list)).containsExactly("alarms");
    assertThat(list.get("alarms").findValuesAsText("name"))
        .contains("A", "a", "a b", "b")
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(Expect.members(list.get("alarms").get(0))).containsExactly("name", "state", "since");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "checkout%20slow | checkout slow",
        "%C3%A9t%C3%A9 | été",
        "%F0%9F%98%80 | 😀",
        "a%2Fb | a/b",
        "a+b | a+b",
        "a%2Bb | a+b",
        "100%25 | 100%",
        "a%2520b | a%20b",
        "a;b=c | a;b=c",
        "what%3F | what?",
        "alertmanager | alertmanager",
        "%61lertmanager | alertmanager"
      })
  void a_name_is_decoded(String segment, String name) {
    Answer answer = put(segment, "{\"state\": \"OK\"}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().get("name").textValue()).isEqualTo(name);
  }

  @Test
  void a_name_has_1_to_255_characters() {
    assertThat(put("x".repeat(255), "{\"state\": \"OK\"}").status()).isEqualTo(200);
    assertThat(put("%C3%A9".repeat(255), "{\"state\": \"OK\"}").status()).isEqualTo(200);
    Expect.problem(put("x".repeat(256), "{\"state\": \"OK\"}"), 400, "1 to 255 characters");
    Expect.problem(put("%C3%A9".repeat(256), "{\"state\": \"OK\"}"), 400, "1 to 255 characters");
    Expect.problem(put("", "{\"state\": \"OK\"}"), 400, "1 to 255 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "a%0Ab", "%7F", "%C2%85", "%FF", "a%ED%A0%80"})
  void a_name_with_a_control_character_or_a_broken_one_is_400(String name) {
    Expect.problem(put(name, "{\"state\": \"OK\"}"), 400, "control character");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | The member state must be OK, ALARM or INSUFFICIENT_DATA",
        "{\"state\": \"ok\"} | The member state must be OK, ALARM or INSUFFICIENT_DATA",
        "{\"state\": \"FIRING\"} | The member state must be OK, ALARM or INSUFFICIENT_DATA",
        "{\"state\": \"\"} | The member state must be OK, ALARM or INSUFFICIENT_DATA",
        "{\"state\": null} | The member state must be OK, ALARM or INSUFFICIENT_DATA",
        "{\"state\": 1} | The member state must be OK, ALARM or INSUFFICIENT_DATA",
        "{\"state\": [\"OK\"]} | The member state must be OK, ALARM or INSUFFICIENT_DATA",
        "{\"state\": \"OK\", \"reason\": \"x\"} | \"reason\"",
        "{\"State\": \"OK\"} | \"State\"",
        "{\"state\": \"OK\", \"state\": \"ALARM\"} | JSON object",
        "[] | JSON object",
        "\"OK\" | JSON object",
        "x | JSON object",
        "{\"state\": \"OK\"} {} | JSON object",
        "`` | JSON object"
      })
  void a_wrong_body_is_refused_by_name(String body, String named) {
    Expect.problem(put("wrong", body), 400, named);
    assertThat(node.admin().get("/alarms").json().get("alarms").findValuesAsText("name"))
        .doesNotContain("wrong");
  }

  @Test
  void a_body_past_the_limit_is_413() {
    String body = "{\"x\": \"" + "x".repeat(300_000) + "\"}";
    Expect.problem(put("wrong", body), 413, "too long");
    Expect.problem(node.admin().post("/alarms/alertmanager", body), 413, "too long");
  }

  @Test
  void other_methods_are_405_and_the_answer_names_those_that_there_are() {
    Answer both = node.admin().get("/alarms/alertmanager");
    Expect.problem(both, 405, "POST, DELETE, PUT");
    assertThat(both.header("Allow")).contains("POST, DELETE, PUT");
    assertThat(node.admin().get("/alarms/some").header("Allow")).contains("DELETE, PUT");
    assertThat(node.admin().post("/alarms", "{}").header("Allow")).contains("GET");
  }

  @Test
  void viewers_look_and_operators_set() {
    String ok = "{\"state\": \"OK\"}";
    assertThat(node.signed(Role.VIEWER).get("/alarms").status()).isEqualTo(200);
    Expect.problem(node.signed(Role.VIEWER).send("PUT", "/alarms/a", ok), 403, "OPERATOR");
    Expect.problem(node.signed(Role.VIEWER).post("/alarms/alertmanager", "{}"), 403, "OPERATOR");
    assertThat(node.signed(Role.OPERATOR).send("PUT", "/alarms/a", ok).status()).isEqualTo(200);
    Expect.problem(node.stranger().get("/alarms"), 401, "Authentication");
    assertThat(node.visitor().get("/alarms").status()).isEqualTo(403);
  }

  @Test
  void alarms_are_there_after_a_restart() {
    put("kept%20one", "{\"state\": \"ALARM\"}");
    put("kept%20two", "{\"state\": \"INSUFFICIENT_DATA\"}");
    List<JsonNode> before = List.of(listed(node, "kept one"), listed(node, "kept two"));
    CLOCK.advance(Duration.ofSeconds(5));

    node = node.restarted();

    assertThat(List.of(listed(node, "kept one"), listed(node, "kept two"))).isEqualTo(before);
    assertThat(listed(node, "kept one").get("state").textValue()).isEqualTo("ALARM");
    assertThat(put("kept%20one", "{\"state\": \"ALARM\"}").json())
        .isEqualTo(listed(node, "kept one"));
  }

  private static Answer put(String segment, String body) {
    return node.admin().send("PUT", "/alarms/" + segment, body);
  }
}
