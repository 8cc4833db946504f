package waitingroom.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Audit trail. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Set<String> OF_VISITORS =
      Set.of("/api/generate_token", "/api/update_session", "/inlets/max_size");
  private static final TestClock CLOCK = new TestClock();
  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            AuditIT.class, CLOCK, "waiting-room.admin.session.address-header = \"X-Real-Address\"");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void a_change_of_settings_is_there_at_once_with_the_old_and_the_new() {
    TestRoom room = node.newRoom();
    node.signed(Role.OPERATOR).send("PATCH", "/rooms/" + room.id(), "{\"paused\": true}");

    List<JsonNode> entries = entries("event_id=" + room.id());
    assertThat(entries).hasSize(2);
    JsonNode pause = entries.get(0);
    assertThat(pause.get("method").textValue()).isEqualTo("PATCH");
    assertThat(pause.get("path").textValue()).isEqualTo("/rooms/" + room.id());
    assertThat(pause.get("role").textValue()).isEqualTo("OPERATOR");
    assertThat(pause.get("principal").textValue()).isEqualTo("operator");
    assertThat(pause.get("address").textValue()).isEqualTo("127.0.0.1");
    assertThat(pause.get("status").intValue()).isEqualTo(200);
    assertThat(pause.get("at").textValue()).isEqualTo(CLOCK.instant().toString());
    assertThat(pause.get("before").get("paused").booleanValue()).isFalse();
    assertThat(pause.get("after").get("paused").booleanValue()).isTrue();
    JsonNode creation = entries.get(1);
    assertThat(creation.get("status").intValue()).isEqualTo(201);
    assertThat(creation.has("before")).isFalse();
    assertThat(creation.get("after").get("paused").booleanValue()).isFalse();
  }

  @Test
  void counters_before_and_after_an_increment_a_reset_and_a_closing_are_told() {
    TestRoom room = node.newRoom();
    room.join();
    node.admin().post("/api/increment_serving_counter", room.body(", \"increment_by\": 7"));
    node.admin().post("/api/reset_initial_state", room.body(""));
    node.admin().send("DELETE", "/rooms/" + room.id(), "");

    List<JsonNode> entries = entries("event_id=" + room.id());
    assertThat(entries).hasSize(4);
    assertThat(entries.get(2).get("before")).isEqualTo(Answer.parse("{\"serving_counter\": 0}"));
    assertThat(entries.get(2).get("after")).isEqualTo(Answer.parse("{\"serving_counter\": 7}"));
    assertThat(entries.get(1).get("before").get("queue_counter").longValue()).isEqualTo(1);
    assertThat(entries.get(1).get("after").get("queue_counter").longValue()).isZero();
    assertThat(entries.get(0).get("method").textValue()).isEqualTo("DELETE");
    assertThat(entries.get(0).has("after")).isFalse();
  }

  @Test
  void alarms_are_in_it_as_they_were_and_are() {
    node.admin().send("PUT", "/alarms/audited", "{\"state\": \"OK\"}");
    node.admin().send("PUT", "/alarms/audited", "{\"state\": \"ALARM\"}");

    JsonNode entry = entries("limit=1").get(0);
    assertThat(entry.get("before").findValuesAsText("state")).containsExactly("OK");
    assertThat(entry.get("after").findValuesAsText("state")).containsExactly("ALARM");
  }

  @Test
  void who_may_not_is_written_down_too_and_who_is_nobody_is_not() {
    TestRoom room = node.newRoom();
    node.signed(Role.VIEWER).send("PATCH", "/rooms/" + room.id(), "{\"paused\": true}");
    node.stranger().send("PATCH", "/rooms/" + room.id(), "{\"paused\": true}");
    node.admin().send("PATCH", "/rooms/" + room.id(), "{\"no_such\": true}");

    assertThat(entries("event_id=" + room.id()))
        .extracting(entry -> entry.get("status").intValue())
        .containsExactly(400, 403, 201);
  }

  @Test
  void what_comes_by_the_thousand_is_summed_up_by_caller_and_minute() {
    TestRoom room = node.newRoom("{\"inlet\": {\"strategy\": \"max_size\", \"max_size\": 9}}");
    for (int i = 0; i < 3; i++) {
      String id = room.joinServed();
      node.admin().post("/api/generate_token", room.body(id, ""));
      if (i > 0) {
        node.signed(Role.SHOP).post("/api/update_session", room.body(id, ", \"status\": 1"));
      }
    }
    node.signed(Role.SHOP).post("/inlets/max_size", room.body(", \"exited\": 1"));
    assertThat(ofVisitors(room)).isEmpty();
    CLOCK.advance(Duration.ofMinutes(1));
    Awaitility.await().atMost(PATIENCE).until(() -> ofVisitors(room).size() == 3);

    List<JsonNode> sums = ofVisitors(room);
    JsonNode ends = by("/api/update_session", sums);
    assertThat(ends.get("principal").textValue()).isEqualTo("shop");
    assertThat(ends.get("after").get("calls").longValue()).isEqualTo(2);
    assertThat(ends.get("after").get("completed").longValue()).isEqualTo(2);
    assertThat(ends.get("after").get("statuses")).isEqualTo(Answer.parse("{\"200\": 2}"));
    JsonNode exits = by("/inlets/max_size", sums);
    assertThat(exits.get("after").get("exited").longValue()).isEqualTo(1);
    assertThat(by("/api/generate_token", sums).get("after").get("calls").longValue()).isEqualTo(3);
  }

  @Test
  void a_token_by_which_somebody_gains_is_there_at_once_and_by_name() {
    TestRoom room = node.newRoom();
    String id = room.joinServed();
    node.admin().post("/api/generate_token", room.body(id, ", \"validity_period\": 31536000"));
    node.admin().post("/api/generate_token", room.body(id, ", \"issuer\": \"https://foreign\""));

    List<JsonNode> entries = ofVisitors(room);
    assertThat(entries).hasSize(2);
    JsonNode year = entries.get(1);
    assertThat(year.get("before").get("validity_period").longValue()).isEqualTo(3600);
    assertThat(year.get("after").get("validity_period").longValue()).isEqualTo(31_536_000);
    assertThat(year.get("after").get("visitor").textValue()).startsWith("v-");
    assertThat(entries.get(0).get("after").get("issuer").textValue()).isEqualTo("https://foreign");
    assertThat(entries.toString()).doesNotContain(id);
  }

  @Test
  void a_session_that_no_shop_ends_and_exits_of_more_than_are_inside_are_there_at_once() {
    TestRoom room = node.newRoom("{\"inlet\": {\"strategy\": \"max_size\", \"max_size\": 9}}");
    String id = room.joinServed();
    room.token(id);
    node.signed(Role.OPERATOR).post("/api/update_session", room.body(id, ", \"status\": -1"));
    node.signed(Role.SHOP).post("/inlets/max_size" + room.query(), "{\"exited\": 1000000}");

    List<JsonNode> entries = ofVisitors(room);
    assertThat(entries).hasSize(2);
    JsonNode exits = entries.get(0);
    assertThat(exits.get("principal").textValue()).isEqualTo("shop");
    assertThat(exits.get("before")).isEqualTo(Answer.parse("{\"active_tokens\": 0}"));
    assertThat(exits.get("after").get("exited").longValue()).isEqualTo(1_000_000);
    JsonNode end = entries.get(1);
    assertThat(end.get("principal").textValue()).isEqualTo("operator");
    assertThat(end.get("after").get("session").textValue()).isEqualTo("abandoned");
    assertThat(entries.toString()).doesNotContain(id);
  }

  /** The entries of a room about calls that may come by the thousand. */
  private static List<JsonNode> ofVisitors(TestRoom room) {
    return entries("event_id=" + room.id()).stream()
        .filter(entry -> OF_VISITORS.contains(entry.get("path").textValue()))
        .toList();
  }

  private static JsonNode by(String path, List<JsonNode> entries) {
    return entries.stream()
        .filter(entry -> entry.get("path").textValue().equals(path))
        .findAny()
        .orElseThrow();
  }

  @Test
  void the_address_is_that_which_the_trusted_proxy_adds() {
    TestRoom room = node.newRoom();
    node.admin()
        .send(
            "PATCH",
            "/rooms/" + room.id(),
            "{\"paused\": true}",
            "X-Real-Address",
            "198.51.100.1, 203.0.113.9");

    assertThat(entries("event_id=" + room.id()).get(0).get("address").textValue())
        .isEqualTo("203.0.113.9");
  }

  @Test
  void pages_lead_through_all_of_it_across_days_and_none_comes_twice() {
    TestRoom room = node.newRoom();
    Instant first = CLOCK.instant();
    for (int day = 0; day < 3; day++) {
      CLOCK.advance(Duration.ofDays(1));
      node.admin()
          .send("PATCH", "/rooms/" + room.id(), "{\"validity_period\": " + (60 + day) + "}");
      node.admin().send("PATCH", "/rooms/" + room.id(), "{\"validity_period\": 5}");
    }
    List<String> seen = new ArrayList<>();
    String query = "/audit?limit=2&event_id=" + room.id();
    JsonNode page = node.admin().get(query).json();
    while (page.has("next")) {
      page.get("entries").forEach(entry -> seen.add(entry.toString()));
      page = node.admin().get(query + "&after=" + page.get("next").textValue()).json();
    }
    page.get("entries").forEach(entry -> seen.add(entry.toString()));
    assertThat(seen).hasSize(7).doesNotHaveDuplicates();

    String from = URLEncoder.encode(first.plusSeconds(86_400).toString(), StandardCharsets.UTF_8);
    String to = URLEncoder.encode(first.plusSeconds(172_800).toString(), StandardCharsets.UTF_8);
    assertThat(entries("event_id=" + room.id() + "&from=" + from + "&to=" + to)).hasSize(2);
    assertThat(entries("event_id=" + room.id() + "&principal=nobody")).isEmpty();
    assertThat(entries("event_id=" + room.id() + "&principal=default")).hasSize(7);
  }

  @Test
  void only_administrators_read_it_and_wrong_parameters_are_400() {
    Expect.problem(node.signed(Role.OPERATOR).get("/audit"), 403, "ADMIN");
    Expect.problem(node.admin().get("/audit?limit=501"), 400, "limit");
    Expect.problem(node.admin().get("/audit?from=yesterday"), 400, "from");
    Expect.problem(node.admin().get("/audit?after=1"), 400, "next");
  }

  /** Runs last: it drops the table. */
  @Test
  @Order(Integer.MAX_VALUE)
  void a_trail_that_cannot_be_written_keeps_nobody_from_acting_and_is_counted() {
    TestRoom room = node.newRoom();
    double before = lost();
    TestCassandra cassandra = TestCassandra.shared();
    try (CqlSession session = TestCassandra.session(cassandra.contactPoint())) {
      session.execute("DROP TABLE " + cassandra.keyspaceFor(AuditIT.class) + ".audit");
    }
    Answer pause = node.admin().send("PATCH", "/rooms/" + room.id(), "{\"paused\": true}");

    assertThat(pause.status()).isEqualTo(200);
    assertThat(lost() - before).isEqualTo(1);
    Expect.problem(node.admin().get("/audit"), 503, "database");
  }

  private static double lost() {
    String counter = "waitingroom_audit_lost_total ";
    return node.stranger()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(counter))
        .mapToDouble(line -> Double.parseDouble(line.substring(counter.length())))
        .sum();
  }

  private static List<JsonNode> entries(String query) {
    List<JsonNode> entries = new ArrayList<>();
    node.admin().get("/audit?" + query).json().get("entries").forEach(entries::add);
    return entries;
  }
}
