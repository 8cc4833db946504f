package waitingroom.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestNode;

/** The rehearsal of a starting node: no real room, metric or table hears of it. */
class RehearsalIT {
  private static final String SETTINGS = "waiting-room.rehearsal.time = 2s";

  private static TestNode node;

  @BeforeAll
  static void start() {
    node = TestNode.start(RehearsalIT.class, Clock.systemUTC(), SETTINGS);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static List<String> rows(String table) {
    return rows(RehearsalIT.class, table);
  }

  private static List<String> rows(Class<?> test, String table) {
    String keyspace = TestCassandra.shared().keyspaceFor(test);
    try (CqlSession session = TestCassandra.session(TestCassandra.shared().contactPoint())) {
      return session.execute("SELECT * FROM %s.%s".formatted(keyspace, table)).all().stream()
          .map(Row::getFormattedContents)
          .toList();
    }
  }

  @Test
  void it_has_played_through_the_database() {
    assertThat(rows("practice_messages"))
        .hasSizeGreaterThan(10)
        .anyMatch(row -> row.contains("practice-"));
  }

  @Test
  void no_table_of_real_rooms_has_heard_of_it() {
    assertThat(
            Stream.of("messages", "snapshots", "metadata", "all_persistence_ids", "offset_store")
                .flatMap(table -> rows(table).stream()))
        .isNotEmpty()
        .noneMatch(row -> row.contains("practice"));
  }

  @Test
  void its_room_is_nobody_elses() {
    assertThat(node.admin().get("/rooms").text()).contains("Sample").doesNotContain("practice");
    assertThat(node.admin().get("/metrics").text()).doesNotContain("practice");
  }

  @Test
  void its_requests_are_not_counted() {
    assertThat(node.admin().get("/metrics").text())
        .contains("waitingroom_http_requests_seconds_count")
        .doesNotContain("/assign_queue_num");
  }

  @Test
  @Tag("heavy")
  @Tag("long")
  void without_its_tables_a_node_is_ready_all_the_same() {
    try (TestNode cold =
        TestNode.start(
            Rehearsal.class,
            Clock.systemUTC(),
            SETTINGS + "\nwaiting-room.practice.journal.table = no_such_table")) {
      assertThat(cold.visitor().get("/health/ready").status()).isEqualTo(200);
      assertThat(rows(Rehearsal.class, "practice_messages")).isEmpty();
    }
  }
}
