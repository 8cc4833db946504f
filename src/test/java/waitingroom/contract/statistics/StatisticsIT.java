package waitingroom.contract.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Statistics of visits: counts, history, expired tokens, estimated waits. */
class StatisticsIT {
  private static final TestClock CLOCK = new TestClock();
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = TestNode.start(StatisticsIT.class, CLOCK, "waiting-room.projections.idle-after = 1s");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(100));
  }

  private static Answer get(TestRoom room, String path) {
    return node.signed(Role.OPERATOR).get("/rooms/" + room.id() + path);
  }

  /** Statistics that include everything the room has done. */
  private static JsonNode statistics(TestRoom room) {
    await().until(() -> get(room, "/statistics").json().get("events_behind").intValue() == 0);
    return get(room, "/statistics").json();
  }

  /** Ten join, five are called, and twenty seconds later four of them fetch their tokens. */
  private static List<String> visit(TestRoom room) {
    List<String> ids = room.join(10);
    room.serve(5);
    CLOCK.advance(Duration.ofSeconds(20));
    ids.subList(0, 4).forEach(room::token);
    return ids;
  }

  @Test
  void statistics_count_what_happened() {
    TestRoom room = node.newRoom("{\"validity_period\": 100}");
    List<String> ids = visit(room);
    room.end(ids.get(0), 1);
    room.end(ids.get(1), -1);
    JsonNode now = statistics(room);
    assertThat(now.get("event_id").textValue()).isEqualTo(room.id());
    assertThat(now.get("waiting_num").intValue()).isEqualTo(6);
    assertThat(now.get("admitted").intValue()).isEqualTo(5);
    assertThat(now.get("active_tokens").intValue()).isEqualTo(2);
    assertThat(now.get("completed").intValue()).isEqualTo(1);
    assertThat(now.get("abandoned").intValue()).isEqualTo(1);
    assertThat(now.get("expired").intValue()).isZero();
    assertThat(now.get("waits").intValue()).isEqualTo(4);
    assertThat(now.get("wait_p50").intValue()).isEqualTo(20);
    assertThat(now.get("wait_p99").intValue()).isEqualTo(20);
    assertThat(now.get("wait_bands").findValuesAsText("people")).startsWith("0", "4", "0");
    assertThat(now.get("arrivals_per_second").doubleValue()).isEqualTo(10 / 60.0);
    assertThat(now.get("admissions_per_second").doubleValue()).isEqualTo(5 / 60.0);
    CLOCK.advance(Duration.ofSeconds(101));
    now = statistics(room);
    assertThat(now.get("active_tokens").intValue()).isZero();
    assertThat(now.get("expired").intValue()).isEqualTo(2);
    assertThat(now.get("arrivals_per_second").doubleValue()).isZero();
    Answer csv = get(room, "/statistics?format=csv");
    assertThat(csv.header("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(csv.text())
        .startsWith("event_id,state,epoch,waiting_num,")
        .contains(room.id())
        .doesNotContain("wait_bands");
    assertThat(node.stranger().get("/metrics").text())
        .contains("waitingroom_wait_seconds_bucket{room=\"" + room.id() + "\",le=\"30.0\"} 4");
  }

  @Test
  void people_who_do_not_come_are_no_shows() {
    TestRoom room =
        node.newRoom(
            "{\"queue_position_expiry_period\": 30, \"inlet\": {\"strategy\":"
                + " \"capacity\", \"total_active_users\": 4, \"new_users_per_minute\": 1000}}");
    List<String> ids = room.join(4);
    room.token(ids.get(0));
    CLOCK.advance(Duration.ofSeconds(31));
    await().until(() -> get(room, "/statistics").json().get("given_up").intValue() == 3);
    assertThat(get(room, "/statistics").json().get("no_show_rate").doubleValue()).isEqualTo(0.75);
  }

  @Test
  void history_adds_minutes_up_and_leaves_no_step_out() {
    TestRoom room = node.newRoom();
    Instant start = CLOCK.instant();
    visit(room);
    CLOCK.advance(Duration.ofMinutes(3));
    room.join(2);
    statistics(room);
    String query =
        "/history?from=" + start.minusSeconds(120) + "&to=" + CLOCK.instant().plusSeconds(60);
    JsonNode minutes = get(room, query + "&step=1m").json();
    List<JsonNode> points = new ArrayList<>();
    minutes.get("points").forEach(points::add);
    assertThat(points).hasSizeBetween(6, 9);
    assertThat(points).extracting(p -> p.get("joined").intValue()).contains(10, 0, 2);
    assertThat(sum(points, "joined")).isEqualTo(12);
    assertThat(sum(points, "tokens")).isEqualTo(4);
    assertThat(sum(points, "admitted")).isEqualTo(5);
    assertThat(points.get(points.size() - 1).get("waiting_num").intValue()).isEqualTo(8);
    assertThat(points.get(points.size() - 1).get("active_tokens").intValue()).isEqualTo(4);
    JsonNode hours = get(room, query + "&step=1h").json().get("points");
    assertThat(hours.size()).isBetween(1, 2);
    Answer csv = node.admin().send("GET", "/rooms/" + room.id() + query, "", "Accept", "text/csv");
    assertThat(csv.text().lines()).hasSize(points.size() + 1);
    assertThat(csv.text()).startsWith("time,joined,admitted,");
  }

  private static long sum(List<JsonNode> points, String name) {
    return points.stream().mapToLong(point -> point.get(name).longValue()).sum();
  }

  @ParameterizedTest
  @CsvSource({
    "/history?step=90, step",
    "/history?step=soon, step",
    "/history?from=yesterday, from",
    "/history?to=-1, to",
    "/history?from=100&to=50, to must be later",
    "/history?from=0&to=1000000, 2000 points",
    "/history?format=xml, format",
    "/statistics?format=xml, format",
    "/expired-tokens?after=x, after",
    "/expired-tokens?limit=0, limit",
    "/expired-tokens?limit=10001, limit"
  })
  void what_is_asked_wrongly_is_refused_by_name(String path, String name) {
    Expect.problem(get(node.newRoom(), path), 400, name);
  }

  @Test
  void a_room_that_does_not_exist_has_no_numbers_and_a_closed_one_has() {
    for (String path : List.of("/statistics", "/history", "/expired-tokens")) {
      Expect.problem(get(new TestRoom(node, "nowhere"), path), 404, "no room");
    }
    TestRoom room = node.newRoom();
    room.join(3);
    node.admin().send("DELETE", "/rooms/" + room.id(), "");
    assertThat(statistics(room).get("state").textValue()).isEqualTo("closed");
    assertThat(get(room, "/history").status()).isEqualTo(200);
    Expect.problem(get(room, "/expired-tokens"), 410, "closed");
  }

  @Test
  void expired_tokens_come_in_pages_in_the_order_of_the_bare_array() {
    TestRoom room = node.newRoom();
    List<String> ids = room.join(7);
    room.serve(7);
    for (int i = 0; i < 7; i++) {
      room.operatorToken(ids.get(i), ", \"validity_period\": " + (i % 3) * 400);
    }
    assertThat(get(room, "/expired-tokens").json().get("request_ids")).isEmpty();
    CLOCK.advance(Duration.ofSeconds(801));
    List<String> all = room.expiredTokens();
    assertThat(all).hasSize(7).startsWith(ids.get(0), ids.get(3), ids.get(6), ids.get(1));
    List<String> paged = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = get(room, "/expired-tokens?limit=2" + next).json();
      page.get("request_ids").forEach(id -> paged.add(id.textValue()));
      next = page.get("next").isNull() ? "" : "&after=" + page.get("next").textValue();
    } while (!next.isEmpty());
    assertThat(paged).isEqualTo(all);
    room.reset();
    assertThat(room.expiredTokens()).isEmpty();
    JsonNode now = statistics(room);
    assertThat(now.get("waits").intValue()).isZero();
    assertThat(now.get("admitted").intValue()).isZero();
  }

  @Test
  void an_estimate_follows_the_line() {
    TestRoom room = node.newRoom();
    List<String> ids = room.join(40);
    Expect.error(
        node.visitor().get("/estimated_wait?event_id=none&request_id=" + ids.get(0)),
        400,
        "Invalid event or request ID");
    Expect.error(estimate(room, "nobody"), 400, "Invalid event or request ID");
    Expect.error(estimate(room, TestRoom.UNKNOWN_ID), 202, "Request ID not found");
    Expect.json(
        estimate(room, ids.get(39)),
        200,
        "{\"estimated_wait\": null, \"range\": null, \"position\": 40, \"people_ahead\": 39}",
        "public, max-age=2");
    awaitLook(room);
    for (int i = 0; i < 2; i++) {
      room.serve(5);
      CLOCK.advance(Duration.ofSeconds(10));
      awaitLook(room);
    }
    await().until(() -> !estimate(room, ids.get(39)).json().get("estimated_wait").isNull());
    JsonNode last = estimate(room, ids.get(39)).json();
    assertThat(last.get("people_ahead").intValue()).isEqualTo(29);
    assertThat(last.get("estimated_wait").intValue()).isBetween(20, 120);
    assertThat(estimate(room, ids.get(0)).json().get("estimated_wait").intValue()).isZero();
    room.configure("{\"paused\": true}");
    assertThat(estimate(room, ids.get(39)).json().get("estimated_wait").isNull()).isTrue();
  }

  private static Answer estimate(TestRoom room, String requestId) {
    return node.visitor().get("/estimated_wait" + room.query(requestId));
  }

  /** Waits for the node's next look at the board, one per second of real time. */
  private static void awaitLook(TestRoom room) {
    long from = System.nanoTime();
    await().until(() -> System.nanoTime() - from > Duration.ofMillis(1100).toNanos());
    assertThat(room.document().status()).isEqualTo(200);
  }

  @Test
  void an_event_that_cannot_be_projected_stops_that_projection_of_that_room_alone() {
    TestRoom room = node.newRoom("{\"enable_queue_position_expiry\": false}");
    TestRoom other = node.newRoom();
    List<String> ids = room.join(2);
    room.serve(2);
    room.token(ids.get(1));
    CLOCK.advance(Duration.ofSeconds(3601));
    assertThat(room.expiredTokens()).containsExactly(ids.get(1));
    statistics(room);
    awaitIdle(room);
    TestCassandra cassandra = TestCassandra.shared();
    String table = cassandra.keyspaceFor(StatisticsIT.class) + ".positions";
    try (CqlSession session = TestCassandra.session(cassandra.contactPoint())) {
      var row =
          Objects.requireNonNull(
              session
                  .execute(
                      "SELECT * FROM " + table + " WHERE room = ? AND epoch = 1 AND bucket = 0",
                      room.id())
                  .one());
      session.execute(
          "DELETE FROM " + table + " WHERE room = ? AND epoch = 1 AND bucket = 0", room.id());
      room.token(ids.get(0));
      await().until(() -> warnings().contains("The projection tokens of the room " + room.id()));
      assertThat(warnings()).contains("position 1 was never assigned").doesNotContain("statistics");
      assertThat(node.stranger().get("/metrics").text())
          .contains(
              "waitingroom_projection_failed{projection=\"tokens\",room=\"" + room.id() + "\"} 1");
      assertThat(statistics(room).get("active_tokens").intValue()).isEqualTo(1);
      String served = other.joinServed();
      other.operatorToken(served, ", \"validity_period\": -5");
      assertThat(other.expiredTokens()).containsExactly(served);
      session.execute(
          "INSERT INTO "
              + table
              + " (room, epoch, bucket, first_position, count, entered_at) VALUES (?, 1, 0, 1, 2, ?)",
          room.id(),
          row.getLong("entered_at"));
    }
    await().until(() -> !warnings().contains(room.id()));
    CLOCK.advance(Duration.ofSeconds(3601));
    assertThat(room.expiredTokens()).containsExactly(ids.get(1), ids.get(0));
  }

  private static String warnings() {
    Answer ready = node.visitor().get("/health/ready");
    assertThat(ready.status()).isEqualTo(200);
    return ready.json().path("warnings").toString();
  }

  private static void awaitIdle(TestRoom room) {
    String gauge = "waitingroom_projection_lag_events{projection=\"tokens\",room=\"" + room.id();
    await().until(() -> !node.stranger().get("/metrics").text().contains(gauge));
  }
}
