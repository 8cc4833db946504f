package waitingroom.contract.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.MonitoringFiles;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Alarms defined by figures, with a real mail server beside the node. */
class DefinedAlarmsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> BUILT_IN =
      Set.of("public_4xx", "public_5xx", "private_4xx", "private_5xx", "throttled", "errors");

  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private static TestNode node;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    MAIL.setUser("waitingroom", "smtp-password");
    MAIL.start();
    Path password = Files.writeString(folder.resolve("smtp-password"), "smtp-password\n");
    node =
        TestNode.start(
            DefinedAlarmsIT.class,
            new TestClock(),
            """
            waiting-room.outbound.allow = ["127.0.0.1"]
            waiting-room.alarms {
              period = 200ms
              smtp { host = 127.0.0.1, port = %d, from = "line@shop.example", starttls = off,
                     user = waitingroom, password-file = "%s" }
            }
            """
                .formatted(MAIL.getSmtp().getPort(), password));
  }

  @AfterAll
  static void stop() {
    node.close();
    MAIL.stop();
  }

  @Test
  void the_alarms_of_the_original_are_there_and_find_that_all_is_well() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(alarms())
                    .filteredOn(alarm -> alarm.path("built_in").booleanValue())
                    .hasSize(BUILT_IN.size())
                    .allMatch(alarm -> BUILT_IN.contains(alarm.get("name").textValue()))
                    .allMatch(alarm -> alarm.get("state").textValue().equals("OK")));
    Expect.problem(node.admin().send("DELETE", "/alarms/errors", ""), 409, "built in");
    Expect.problem(node.admin().send("DELETE", "/alarms/errors/definition", ""), 409, "built in");
  }

  @Test
  void a_long_line_rings_is_told_by_mail_and_is_in_the_history() {
    TestRoom room = node.newRoom();
    String mails = room.id() + "@shop.example";
    Answer made =
        define(
            "long-" + room.id(),
            definition("waiting", ">", 1, 20, mails)
                .replaceFirst("[{]", "{\"event_id\": \"" + room.id() + "\", "));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(made.json().get("state").textValue()).isEqualTo("INSUFFICIENT_DATA");
    awaitState("long-" + room.id(), "OK");
    room.join();
    room.join();
    awaitState("long-" + room.id(), "ALARM");

    await().atMost(PATIENCE).until(() -> subjects(mails).size() == 2);
    assertThat(subjects(mails))
        .containsExactly(
            "[waiting room] OK: long-" + room.id(), "[waiting room] ALARM: long-" + room.id());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(history("long-" + room.id(), "").findValuesAsText("state"))
                    .containsExactly("ALARM", "OK"));
    JsonNode newest = history("long-" + room.id(), "?limit=1");
    assertThat(newest.get("changes").get(0).get("reason").textValue())
        .isEqualTo("waiting was 2, 2; the alarm is on when it is > 1 for 20 s");
    assertThat(
            history("long-" + room.id(), "?limit=1&after=" + newest.get("next").textValue())
                .findValuesAsText("state"))
        .containsExactly("OK");
  }

  @Test
  void many_bad_answers_ring_and_an_outage_of_a_minute_ends() {
    define("bad-answers", definition("private_4xx", ">=", 3, 10));
    for (int i = 0; i < 3; i++) {
      assertThat(node.admin().get("/rooms/no-such-room").status()).isEqualTo(404);
    }
    awaitState("bad-answers", "ALARM");
    awaitState("bad-answers", "OK");
  }

  @Test
  void a_built_in_alarm_rings_at_the_first_error_like_the_originals_where_its_threshold_is_0() {
    assertThat(define("public_4xx", definition("public_4xx", ">", 0, 10)).status()).isEqualTo(200);
    assertThat(node.visitor().get("/nothing").status()).isEqualTo(403);
    awaitState("public_4xx", "ALARM");

    define("public_4xx", definition("public_4xx", ">", 1000, 10));
    awaitState("public_4xx", "OK");
  }

  @Test
  void the_state_of_a_defined_alarm_cannot_be_set_until_its_definition_is_gone() {
    define("mine", definition("errors", ">", 1000, 10));
    assertThat(node.admin().get("/alarms/mine/definition").json())
        .isEqualTo(
            Answer.parse(
                """
                {"metric": "errors", "comparison": ">", "threshold": 1000.0, "duration": 10,
                 "notify": {"emails": []}}\
                """));
    String on = "{\"state\": \"ALARM\"}";
    Expect.problem(node.admin().send("PUT", "/alarms/mine", on), 409, "definition");
    assertThat(define("mine", definition("errors", ">", 2000, 60)).status()).isEqualTo(200);

    assertThat(node.admin().send("DELETE", "/alarms/mine/definition", "").status()).isEqualTo(204);
    Expect.problem(node.admin().get("/alarms/mine/definition"), 404, "definition");
    assertThat(node.admin().send("PUT", "/alarms/mine", on).status()).isEqualTo(200);
    assertThat(node.admin().send("DELETE", "/alarms/mine", "").status()).isEqualTo(204);
    assertThat(alarms()).noneMatch(alarm -> alarm.get("name").textValue().equals("mine"));
    Expect.problem(node.admin().send("DELETE", "/alarms/mine", ""), 404, "no such alarm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x | JSON object",
        "{} | metric",
        "{\"metric\": \"cpu\"} | public_4xx",
        "{\"metric\": \"errors\", \"comparison\": \"=\"} | comparison",
        "{\"metric\": \"errors\", \"comparison\": \">\"} | threshold",
        "{\"metric\": \"errors\", \"comparison\": \">\", \"threshold\": \"1\"} | threshold",
        "{\"metric\": \"errors\", \"comparison\": \">\", \"threshold\": 1} | duration",
        "{\"metric\": \"errors\", \"comparison\": \">\", \"threshold\": 1, \"duration\": 15}"
            + " | steps of 10",
        "{\"metric\": \"waiting\", \"comparison\": \">\", \"threshold\": 1, \"duration\": 10}"
            + " | event_id",
        "{\"metric\": \"errors\", \"comparison\": \">\", \"threshold\": 1, \"duration\": 10,"
            + " \"notify\": {\"emails\": [\"A <a@example.org>\"]}} | addresses",
        "{\"metric\": \"errors\", \"comparison\": \">\", \"threshold\": 1, \"duration\": 10,"
            + " \"notify\": {\"emails\": [], \"webhooks\": []}} | \"notify.webhooks\"",
        "{\"metric\": \"errors\", \"threshhold\": 1} | \"threshhold\""
      })
  void a_wrong_definition_is_refused_by_name(String body, String named) {
    Expect.problem(define("wrong", body), 400, named);
    assertThat(alarms()).noneMatch(alarm -> alarm.get("name").textValue().equals("wrong"));
  }

  /** Some meters exist only once they have a value. */
  @Test
  void every_metric_of_the_dashboard_and_the_alert_rules_is_served() {
    TestRoom room = node.newRoom();
    String id = room.join();
    node.admin().post("/api/increment_serving_counter", room.body(", \"increment_by\": 1"));
    node.visitor().post("/generate_token", room.body(id, ""));
    node.visitor().post("/generate_token", room.body(TestRoom.UNKNOWN_ID, ""));
    node.stranger().get("/rooms");
    Answer subscription =
        node.admin()
            .post("/subscriptions", room.body(", \"url\": \"http://127.0.0.1:1/nobody-there\""));
    assertThat(subscription.status()).as(subscription.toString()).isEqualTo(201);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(MonitoringFiles.served(node.admin().get("/metrics").text()))
                    .containsAll(MonitoringFiles.metrics()));
  }

  @Test
  void operators_look_and_administrators_define() {
    String body = definition("errors", ">", 1, 10);
    String path = "/alarms/errors/definition";
    assertThat(node.signed(Role.VIEWER).get(path).status()).isEqualTo(200);
    assertThat(node.signed(Role.VIEWER).get("/alarms/errors/history").status()).isEqualTo(200);
    Expect.problem(node.signed(Role.OPERATOR).send("PUT", path, body), 403, "ADMIN");
    Expect.problem(node.signed(Role.OPERATOR).send("DELETE", path, ""), 403, "ADMIN");
    Expect.problem(node.signed(Role.OPERATOR).send("DELETE", "/alarms/errors", ""), 403, "ADMIN");
    Expect.problem(node.admin().get("/alarms/errors/history?after=x"), 400, "next");
    Expect.problem(node.admin().get("/alarms/errors/history?limit=0"), 400, "limit");
    Expect.problem(
        define(
            "x",
            body.replaceFirst("[{]", "{\"event_id\": \"no-such-room\", ")
                .replace("errors", "waiting")),
        404,
        "room");
  }

  private static Answer define(String name, String body) {
    return node.admin().send("PUT", "/alarms/" + name + "/definition", body);
  }

  private static String definition(
      String metric, String comparison, int threshold, int duration, String... emails) {
    String addresses = Arrays.stream(emails).map(one -> "\"" + one + "\"").toList().toString();
    return """
    {"metric": "%s", "comparison": "%s", "threshold": %d, "duration": %d}\
    """
        .formatted(metric, comparison, threshold, duration)
        .replace("}", emails.length == 0 ? "}" : ", \"notify\": {\"emails\": " + addresses + "}}");
  }

  private static List<JsonNode> alarms() {
    return StreamSupport.stream(
            node.admin().get("/alarms").json().get("alarms").spliterator(), false)
        .toList();
  }

  private static void awaitState(String name, String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(alarms())
                    .anyMatch(
                        alarm ->
                            alarm.get("name").textValue().equals(name)
                                && alarm.get("state").textValue().equals(state)));
  }

  private static JsonNode history(String name, String query) {
    return node.admin().get("/alarms/" + name + "/history" + query).json();
  }

  private static List<String> subjects(String address) {
    return Arrays.stream(MAIL.getReceivedMessagesForDomain(address))
        .map(DefinedAlarmsIT::subject)
        .toList();
  }

  private static String subject(MimeMessage message) {
    try {
      return message.getSubject();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }
}
