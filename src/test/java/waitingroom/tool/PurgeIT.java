package waitingroom.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;
import waitingroom.tool.purge.PurgeRefused;

/** Purging of a closed room while a node is running. */
@Timeout(240)
class PurgeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
  private static final TestCassandra CASSANDRA = TestCassandra.shared();
  private static final String KEYSPACE = CASSANDRA.keyspaceFor(PurgeIT.class);
  private static final Config PLACE =
      ConfigFactory.parseString("waiting-room.projections.idle-after = 1s")
          .withFallback(CASSANDRA.akkaConfig(KEYSPACE))
          .withFallback(ConfigFactory.load());
  private static CqlSession session;
  private static TestNode node;

  @BeforeAll
  static void start() {
    session = TestCassandra.session(CASSANDRA.contactPoint());
    node =
        TestNode.start(
            PurgeIT.class,
            Clock.systemUTC(),
            """
            waiting-room.projections.idle-after = 1s
            waiting-room.outbound.allow = ["127.0.0.1"]
            """);
  }

  @AfterAll
  static void stop() {
    node.close();
    session.close();
  }

  @Test
  void a_room_that_is_open_or_just_closed_or_has_webhooks_is_not_purged() {
    TestRoom room = node.newRoom();
    Answer subscription =
        node.admin().post("/subscriptions", room.body(", \"url\": \"http://127.0.0.1:1/gone\""));
    assertThat(subscription.status()).as(subscription.toString()).isEqualTo(201);

    assertThatThrownBy(() -> purge(LATER, "nobody")).hasMessageContaining("no room nobody");
    assertThatThrownBy(() -> purge(LATER, room.id())).hasMessageContaining("is open: close it");
    close(room);
    assertThatThrownBy(() -> purge(Clock.systemUTC(), room.id()))
        .isInstanceOf(PurgeRefused.class)
        .hasMessageContaining("wait 6");
    assertThatThrownBy(() -> purge(LATER, room.id()))
        .isInstanceOf(PurgeRefused.class)
        .hasMessageContaining("DELETE /subscriptions/");
    assertThatThrownBy(() -> purge(LATER, room.id(), "--delete", "other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing was deleted");
    assertThat(tablesThatName(room)).contains("messages");
  }

  @Test
  void a_purged_room_has_no_data_left_and_can_be_reopened() {
    TestRoom other = node.newRoom();
    String neighbour = other.joinServed();
    TestRoom room = node.newRoom();
    List<String> visitors = room.join(3);
    room.serve(2);
    room.token(visitors.get(0));
    room.end(visitors.get(0), 1);
    room.design("{\"name\": \"Sale\"}");
    node.admin()
        .send(
            "PUT",
            "/rooms/" + room.id() + "/client",
            "{\"redirect_uris\": [\"https://shop.example/back\"]}");
    close(room);
    List<String> listed = awaitDeletable(room);
    assertThat(listed)
        .contains("messages: 9 rows", "oidc_clients: 1 rows", "sessions: 1 rows", "tokens: 1 rows")
        .contains("pages: 2 rows", "serving_history: 1 rows", "statistics: 1 rows")
        .last()
        .asString()
        .startsWith("Nothing was deleted");
    assertThat(purge(LATER, room.id())).isEqualTo(listed);

    assertThat(purge(LATER, room.id(), "--delete", room.id()))
        .last()
        .asString()
        .startsWith("Deleted");

    assertThat(tablesThatName(room))
        .containsExactlyInAnyOrder(
            "all_persistence_ids", "audit", "metadata", "offset_store", "snapshots", "write_times");
    assertThatThrownBy(() -> purge(LATER, room.id())).hasMessageContaining("already been purged");
    assertThat(node.visitor().get("/serving_num" + room.query()).status()).isEqualTo(410);
    assertThat(other.position(neighbour)).isEqualTo(1);

    reopen(room);
    assertThat(room.place(visitors.get(0)).status()).isEqualTo(202);
    assertThat(room.token(visitors.get(0)).status()).isEqualTo(400);
    String first = room.joinServed();
    JsonNode token = room.token(first).json().get("access_token");
    room.join();
    awaitStatistics(room);

    node = node.restarted();
    TestRoom again = room.on(node);
    assertThat(again.document().json().get("epoch").intValue()).isEqualTo(2);
    assertThat(again.counter("queue_counter")).isEqualTo(2);
    assertThat(again.position(first)).isEqualTo(1);
    assertThat(again.token(first).json().get("access_token")).isEqualTo(token);
    assertThat(again.place(visitors.get(0)).status()).isEqualTo(202);
    assertThat(firstEvent(again)).isEqualTo("id: " + room.id() + "/10/0");
    awaitStatistics(again);

    close(again);
    assertThat(awaitDeletable(again)).contains("messages: 6 rows", "tokens: 1 rows");
  }

  /** An event id from before the purge leads to the first event after it. */
  private static String firstEvent(TestRoom room) {
    String target = "/events" + room.query() + "&last_event_id=" + room.id() + "/2/0";
    try (Stream<String> lines = node.admin().lines(target)) {
      return lines.filter(line -> line.startsWith("id: ")).findFirst().orElseThrow();
    }
  }

  /** The reopened room has one token and the rows of both minutes: no deletion hides them. */
  private static void awaitStatistics(TestRoom room) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Answer answer = node.admin().get("/rooms/" + room.id() + "/statistics");
              assertThat(answer.json().path("events_behind").asInt(-1)).isZero();
              assertThat(answer.json().get("waits").intValue()).isEqualTo(1);
            });
    assertThat(tablesThatName(room)).contains("statistics", "statistics_by_minute");
  }

  private static List<String> awaitDeletable(TestRoom room) {
    Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> listed(room));
    return purge(LATER, room.id());
  }

  private static boolean listed(TestRoom room) {
    return !purge(LATER, room.id()).isEmpty();
  }

  private static List<String> purge(Clock clock, String... args) {
    return PurgeMain.run(List.of(args), PLACE, clock);
  }

  private static void close(TestRoom room) {
    assertThat(node.admin().send("DELETE", "/rooms/" + room.id(), "").status()).isEqualTo(204);
  }

  private static void reopen(TestRoom room) {
    assertThat(node.admin().send("PUT", "/rooms/" + room.id(), "{}").status()).isEqualTo(201);
  }

  /** Skips blobs: those of the directory contain the name. */
  private static Set<String> tablesThatName(TestRoom room) {
    Set<String> tables = new TreeSet<>();
    session
        .execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", KEYSPACE)
        .forEach(
            table -> {
              String name = String.valueOf(table.getString(0));
              session
                  .execute("SELECT * FROM " + KEYSPACE + "." + name)
                  .forEach(
                      row -> {
                        if (row.getFormattedContents().matches(".*\\b" + room.id() + "\\b.*")) {
                          tables.add(name);
                        }
                      });
            });
    return tables;
  }
}
