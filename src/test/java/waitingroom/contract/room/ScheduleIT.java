package waitingroom.contract.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Events of a schedule: made, changed, previewed, held and over. */
@OnNode(Profile.PLAIN)
class ScheduleIT {
  private static final String CAPACITY =
      "{\"inlet\": {\"strategy\": \"capacity\", \"total_active_users\": 1}}";

  private static TestNode node;

  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock time) {
    node = shared;
    clock = time;
  }

  private static String path(TestRoom room) {
    return "/rooms/" + room.id() + "/schedule";
  }

  private static Instant in(Duration time) {
    return Instant.ofEpochSecond(clock.instant().plus(time).getEpochSecond());
  }

  /** An event with a pre-queue that has begun. */
  private static String sale(String name, Instant start, String more) {
    return """
        {"name": "%s", "prequeue_start_time": "%s", "event_start_time": "%s",
         "event_end_time": "%s"%s}"""
        .formatted(name, start.minusSeconds(300), start, start.plusSeconds(3600), more);
  }

  private static JsonNode create(TestRoom room, String body) {
    Answer answer = node.admin().post(path(room), body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  @Test
  void an_event_is_made_listed_changed_and_deleted() {
    TestRoom room = node.newRoom();
    Instant start = in(Duration.ofDays(1));
    JsonNode made =
        create(
            room,
            sale(
                "summer",
                start,
                ", \"total_active_users\": 50,"
                    + " \"new_users_per_minute\": 0, \"session_duration\": 10"));
    assertThat(made.get("id").textValue()).matches("[0-9a-f]{32}");
    assertThat(made.get("number").intValue()).isEqualTo(1);
    assertThat(made.get("stage").textValue()).isEqualTo("ahead");
    assertThat(made.get("event_start_time").textValue()).isEqualTo(start.toString());

    String one = path(room) + "/" + made.get("id").textValue();
    assertThat(node.admin().get(one).json()).isEqualTo(made);
    assertThat(node.admin().get(path(room)).json().get("events")).containsExactly(made);
    JsonNode details = node.admin().get(one + "/details").json();
    assertThat(details.at("/effective_settings/inlet/total_active_users").intValue()).isEqualTo(50);
    assertThat(details.at("/effective_settings/validity_period").intValue()).isEqualTo(600);

    JsonNode patched = node.admin().send("PATCH", one, "{\"description\": \"All of it\"}").json();
    assertThat(patched.get("description").textValue()).isEqualTo("All of it");
    assertThat(patched.get("total_active_users").intValue()).isEqualTo(50);
    JsonNode taken = node.admin().send("PATCH", one, "{\"session_duration\": null}").json();
    assertThat(taken.get("session_duration").isNull()).isTrue();
    JsonNode put = node.admin().send("PUT", one, sale("winter", start, "")).json();
    assertThat(put.get("name").textValue()).isEqualTo("winter");
    assertThat(put.get("total_active_users").isNull()).isTrue();
    assertThat(put.get("created_on")).isEqualTo(made.get("created_on"));

    assertThat(node.admin().send("DELETE", one, "").status()).isEqualTo(204);
    Expect.problem(node.admin().get(one), 404, "no such event");
    assertThat(create(room, sale("next", start, "")).get("number").intValue())
        .as("numbers are not used again")
        .isEqualTo(2);
  }

  @Test
  void what_will_hold_can_be_asked_before() {
    TestRoom room = node.newRoom();
    Instant start = in(Duration.ofDays(1));
    JsonNode made = create(room, sale("sale", start, ", \"queueing_method\": \"passthrough\""));
    String path = "/rooms/" + room.id() + "/schedule-preview?time=";
    JsonNode before = node.admin().get(path + start.minusSeconds(301)).json();
    assertThat(before.get("phase").textValue()).isEqualTo("idle");
    JsonNode prequeue = node.admin().get(path + start.minusSeconds(300)).json();
    assertThat(prequeue.get("phase").textValue()).isEqualTo("prequeue");
    assertThat(prequeue.get("event_id")).isEqualTo(made.get("id"));
    assertThat(prequeue.at("/settings/queue_all").booleanValue()).isTrue();
    JsonNode running = node.admin().get(path + start).json();
    assertThat(running.get("phase").textValue()).isEqualTo("running");
    assertThat(running.at("/settings/queueing_method").textValue()).isEqualTo("passthrough");
    assertThat(node.admin().get(path + start.plusSeconds(3600)).json().get("phase").textValue())
        .isEqualTo("idle");
    Expect.problem(node.admin().get(path + "tomorrow"), 400, "time must be a time");
  }

  @Test
  void in_a_pre_queue_everybody_joins_and_nobody_is_called() {
    TestRoom room = node.newRoom(CAPACITY);
    String inside = room.join();
    assertThat(room.token(inside).status()).isEqualTo(200);
    Instant start = in(Duration.ofMinutes(4));
    create(room, sale("sale", start, ", \"total_active_users\": 3, \"new_users_per_minute\": 0"));

    String first = room.join();
    String second = room.join();
    await(() -> line(room, first).path("phase").textValue().equals("prequeue"));
    JsonNode line = line(room, second);
    assertThat(line.get("starts_at").longValue()).isEqualTo(start.getEpochSecond());
    assertThat(line.get("position").intValue()).isEqualTo(3);
    assertThat(line.get("estimated_wait").isNull()).isTrue();
    Expect.error(room.token(first), 202, "Request ID not being served yet");
    Expect.error(
        node.admin().post("/api/increment_serving_counter", room.body(", \"increment_by\": 1")),
        409,
        "Nobody is called before the event starts");
    assertThat(node.admin().get("/rooms/" + room.id()).json().at("/settings/queue_all"))
        .as("the room's own settings are as they were")
        .isEqualTo(BooleanNode.FALSE);
  }

  @Test
  void a_sale_goes_through_its_stages_and_leaves_the_room_as_it_was() {
    TestRoom room = node.newRoom(CAPACITY);
    Instant start = in(Duration.ofMinutes(10));
    String body = sale("sale", start, ", \"total_active_users\": 2, \"new_users_per_minute\": 0");
    String one = path(room) + "/" + create(room, body).get("id").textValue();

    clock.advance(Duration.ofMinutes(5));
    List<String> crowd = room.join(4);
    assertThat(stage(one)).isEqualTo("prequeue");
    assertThat(room.token(crowd.get(0)).status()).isEqualTo(202);

    clock.advance(Duration.ofMinutes(5));
    await(() -> room.token(crowd.get(1)).status() == 200);
    assertThat(stage(one)).isEqualTo("running");
    assertThat(room.token(crowd.get(0)).status()).isEqualTo(200);
    Expect.error(room.token(crowd.get(2)), 202, "Request ID not being served yet");
    Expect.problem(
        node.admin().send("PATCH", one, "{\"prequeue_start_time\": null}"), 409, "has begun");
    Expect.problem(
        node.admin().send("PATCH", one, "{\"event_start_time\": \"2090-01-01T00:00:00Z\"}"),
        400,
        "a minute after");

    clock.advance(Duration.ofMinutes(60));
    await(() -> stage(one).equals("over"));
    Expect.problem(node.admin().send("PATCH", one, "{\"suspended\": true}"), 409, "end has passed");
    assertThat(line(room, crowd.get(3)).has("phase")).isFalse();
  }

  private static String stage(String path) {
    return node.admin().get(path).json().get("stage").textValue();
  }

  @Test
  void an_event_that_runs_has_its_own_caps_until_it_is_deleted() {
    TestRoom room = node.newRoom(CAPACITY);
    String first = room.join();
    String second = room.join();
    Expect.error(room.token(second), 202, "Request ID not being served yet");
    String body =
        """
        {"name": "sale", "event_start_time": "%s", "event_end_time": "%s",
         "total_active_users": 2, "new_users_per_minute": 0}"""
            .formatted(in(Duration.ofSeconds(-1)), in(Duration.ofMinutes(5)));
    String id = create(room, body).get("id").textValue();
    await(() -> room.token(second).status() == 200);
    assertThat(room.token(first).status()).isEqualTo(200);

    assertThat(node.admin().send("DELETE", path(room) + "/" + id, "").status()).isEqualTo(204);
    String third = room.join();
    Expect.error(room.token(third), 202, "Request ID not being served yet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | name",
        "{\"name\": \"a\"} | event_start_time",
        "{\"name\": \"a b\"} | event_start_time",
        "{\"nickname\": \"a\"} | There is no member \"nickname\"",
        "{\"name\": 7} | name",
        "{\"name\": \"a\", \"event_start_time\": \"now\", \"event_end_time\": \"now\"} | whole"
            + " seconds",
        "{\"name\": \"a b\", \"event_start_time\": \"2090-01-01T00:00:00Z\", \"event_end_time\":"
            + " \"2090-01-01T00:01:00Z\"} | name must have",
        "{\"name\": \"a\", \"event_start_time\": \"2090-01-01T00:00:00Z\", \"event_end_time\":"
            + " \"2090-01-01T00:00:59Z\"} | a minute after",
        "{\"name\": \"a\", \"event_start_time\": \"2090-01-01T00:00:00.5Z\", \"event_end_time\":"
            + " \"2090-01-01T00:01:00Z\"} | whole seconds",
        "{\"name\": \"a\", \"event_start_time\": \"2090-01-01T00:00:00Z\", \"event_end_time\":"
            + " \"2090-01-01T00:01:00Z\", \"total_active_users\": 0, \"new_users_per_minute\": 0}"
            + " | not both be 0",
        "{\"name\": \"a\", \"event_start_time\": \"2290-01-01T00:00:00Z\", \"event_end_time\":"
            + " \"2290-01-01T00:01:00Z\"} | between 1970 and 2106",
        "{\"name\": \"a\", \"prequeue_start_time\": \"2089-12-31T23:59:00Z\","
            + " \"event_start_time\": \"2090-01-01T00:00:00Z\", \"event_end_time\":"
            + " \"2090-01-01T00:01:00Z\"} | five minutes",
        "{\"name\": \"a\", \"event_start_time\": \"2090-01-01T00:00:00Z\", \"event_end_time\":"
            + " \"2090-01-01T00:01:00Z\", \"total_active_users\": 3} | given together",
        "{\"name\": \"a\", \"event_start_time\": \"2090-01-01T00:00:00Z\", \"event_end_time\":"
            + " \"2090-01-01T00:01:00Z\", \"queueing_method\": \"random\"} | queueing_method",
      })
  void a_bad_event_is_refused_by_name(String body, String text) {
    TestRoom room = node.newRoom();
    Expect.problem(node.admin().post(path(room), body), 400, text);
    assertThat(node.admin().get(path(room)).json().get("events")).isEmpty();
  }

  @Test
  void events_do_not_overlap_nor_share_a_name_nor_lie_in_the_past() {
    TestRoom room = node.newRoom();
    Instant start = in(Duration.ofDays(1));
    create(room, sale("sale", start, ""));
    Expect.problem(
        node.admin().post(path(room), sale("sale", start.plusSeconds(7200), "")), 409, "name");
    Expect.problem(
        node.admin().post(path(room), sale("other", start.plusSeconds(3899), "")),
        409,
        "same time");
    create(room, sale("behind", start.plusSeconds(3900), ""));
    create(room, sale("absent", start, ", \"suspended\": true"));
    Expect.problem(
        node.admin().post(path(room), sale("past", start.minus(Duration.ofDays(2)), "")),
        409,
        "end has passed");
  }

  @Test
  void viewers_read_and_operators_write() {
    TestRoom room = node.newRoom();
    String body = sale("sale", in(Duration.ofDays(1)), "");
    ApiClient viewer = node.signed(Role.VIEWER);
    assertThat(viewer.get(path(room)).status()).isEqualTo(200);
    assertThat(viewer.post(path(room), body).status()).isEqualTo(403);
    assertThat(node.signed(Role.OPERATOR).post(path(room), body).status()).isEqualTo(201);
    Expect.problem(node.admin().get("/rooms/no-such-room/schedule"), 404, "no room");
  }

  private static JsonNode line(TestRoom room, String id) {
    return node.visitor().get("/line" + room.query(id)).json();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(condition);
  }
}
