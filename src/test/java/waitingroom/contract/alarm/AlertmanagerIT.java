package waitingroom.contract.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static waitingroom.contract.alarm.ListedAlarms.listed;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;

/** Alarms set by the webhook of Prometheus Alertmanager. */
@OnNode(Profile.PLAIN)
class AlertmanagerIT {
  /** Message of Alertmanager 0.27; {@code ALERTS} is a placeholder. */
  private static final String MESSAGE =
      """
      {"receiver": "waiting-room", "status": "firing", "alerts": [ALERTS],
       "groupLabels": {"alertname": "x"}, "commonLabels": {"severity": "page"},
       "commonAnnotations": {}, "externalURL": "http://alertmanager.example:9093",
       "version": "4", "groupKey": "{}:{alertname=\\"x\\"}", "truncatedAlerts": 0}\
      """;

  private static TestNode node;
  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock of) {
    node = shared;
    clock = of;
  }

  @Test
  void an_alarm_fires_as_long_as_one_of_its_alerts_does() {
    Answer answer =
        alertmanager(
            message(
                alert("resolved", "HighLatency"),
                alert("firing", "HighLatency"),
                alert("resolved", "HighLatency"),
                alert("resolved", "DiskFull")));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json())
        .isEqualTo(
            Answer.parse(
                """
                {"alarms": [{"name": "HighLatency", "state": "ALARM", "since": "%1$s"},
                            {"name": "DiskFull", "state": "OK", "since": "%1$s"}]}\
                """
                    .formatted(clock.instant())));
    assertThat(listed(node, "HighLatency").get("state").textValue()).isEqualTo("ALARM");

    alertmanager(message(alert("resolved", "HighLatency")));
    assertThat(listed(node, "HighLatency").get("state").textValue()).isEqualTo("OK");
    assertThat(listed(node, "DiskFull").get("state").textValue()).isEqualTo("OK");
  }

  @Test
  void a_message_without_alerts_sets_nothing() {
    assertThat(alertmanager(message()).json()).isEqualTo(Answer.parse("{\"alarms\": []}"));
  }

  @Test
  void a_message_may_be_of_hundreds_of_alerts() {
    String[] alerts = new String[250];
    for (int i = 0; i < alerts.length; i++) {
      alerts[i] = alert("firing", "many-" + i);
    }
    Answer answer = alertmanager(message(alerts));
    assertThat(answer.json().get("alarms")).hasSize(250);
    assertThat(listed(node, "many-249").get("state").textValue()).isEqualTo("ALARM");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x | JSON object",
        "[] | JSON object",
        "`` | JSON object",
        "{} | version must be 4",
        "{\"version\": 4} | version must be 4",
        "{\"version\": \"3\"} | version must be 4",
        "{\"version\": \"4\"} | status must be firing or resolved",
        "{\"version\": \"4\", \"status\": \"ok\"} | status must be firing or resolved",
        "{\"version\": \"4\", \"status\": \"firing\"} | alerts must be an array",
        "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": {}} | alerts must be an array",
        "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": [GOOD, 1]} | alerts[1] must be an"
            + " object",
        "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": [GOOD, {}]}"
            + " | alerts[1].status must be firing",
        "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": [GOOD, {\"status\": \"FIRING\"}]}"
            + " | alerts[1].status must be firing",
        "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": [GOOD, {\"status\": \"firing\"}]}"
            + " | alerts[1].labels",
        "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": [GOOD, {\"status\": \"firing\","
            + " \"labels\": []}]} | alerts[1].labels must be an object",
        "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": [GOOD, {\"status\": \"firing\","
            + " \"labels\": {\"alertname\": 1}}]} | alerts[1].labels.alertname",
        "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": [GOOD, {\"status\": \"firing\","
            + " \"labels\": {\"alertname\": \"\"}}]} | 1 to 255 characters",
        "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": [GOOD, {\"status\": \"firing\","
            + " \"labels\": {\"alertname\": \"a\\nb\"}}]} | control character",
        "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": [GOOD, {\"status\": \"firing\","
            + " \"labels\": {\"alertname\": \"\\ud800\"}}]} | control character"
      })
  void a_malformed_message_is_refused_by_name_and_sets_nothing(String body, String named) {
    Expect.problem(alertmanager(body.replace("GOOD", alert("firing", "good"))), 400, named);
    assertThat(node.admin().get("/alarms").json().get("alarms").findValuesAsText("name"))
        .doesNotContain("good");
  }

  private static Answer alertmanager(String body) {
    return node.admin().post("/alarms/alertmanager", body);
  }

  private static String message(String... alerts) {
    return MESSAGE.replace("ALERTS", String.join(", ", alerts));
  }

  private static String alert(String status, String name) {
    return """
    {"status": "%s", "labels": {"alertname": "%s", "severity": "page"}, "annotations": {},
     "startsAt": "2026-11-20T10:00:00.5Z", "endsAt": "0001-01-01T00:00:00Z",
     "generatorURL": "http://prometheus.example:9090/graph", "fingerprint": "1a30ba71cca2921f"}\
    """
        .formatted(status, name);
  }
}
