package waitingroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;
import waitingroom.testkit.WebhookReceiver;

/** Progress that a node with a clock ahead has left, and another node continues. */
@Timeout(180)
class ProgressApartIT {
  private static final Duration AHEAD = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String KEYSPACE = TestCassandra.shared().keyspaceFor(ProgressApartIT.class);
  private static CqlSession session;
  private static TestNode node;

  @BeforeAll
  static void start() {
    session = TestCassandra.session(TestCassandra.shared().contactPoint());
    node =
        TestNode.start(
            ProgressApartIT.class,
            Clock.systemUTC(),
            """
            waiting-room {
              projections.idle-after = 1s
              events.webhooks.allow-private-addresses = ["127.0.0.1"]
            }
            """);
  }

  @AfterAll
  static void stop() {
    node.close();
    session.close();
  }

  @Test
  void the_progress_of_a_delivery_moves_on() {
    TestRoom room = node.newRoom();
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      String id = receiver.subscribe(room, "").get("id").textValue();
      room.join();
      long before = awaitAbove(0, () -> cursor(id));
      node =
          node.restarted(
              () ->
                  execute(
                      "UPDATE ks.event_cursors USING TIMESTAMP %s SET sequence_nr = %s,"
                          + " event_index = 0, needed_from = 1 WHERE subscription = '%s'",
                      laterMicros(), before, id));
      room.on(node).join();
      awaitAbove(before, () -> cursor(id));
    }
  }

  @Test
  void the_offset_of_a_projection_moves_on() {
    TestRoom room = node.newRoom();
    room.join();
    long before = awaitAbove(0, () -> offset(room));
    node =
        node.restarted(
            () ->
                execute(
                    "INSERT INTO ks.offset_store (projection_name, partition, projection_key,"
                        + " offset, manifest) VALUES ('tokens', %s, '%s', '%s', '%s')"
                        + " USING TIMESTAMP %s",
                    offsetRow(room).getInt("partition"),
                    room.id(),
                    before,
                    offsetRow(room).getString("manifest"),
                    laterMicros()));
    room.on(node).join();
    awaitAbove(before, () -> offset(room));
  }

  @Test
  void the_progress_of_the_alarm_history_moves_on() {
    setAlarm();
    long before = awaitAbove(0, ProgressApartIT::alarmProgress);
    node =
        node.restarted(
            () ->
                execute(
                    "INSERT INTO ks.alarm_progress (follower, sequence_nr) VALUES ('history', %s)"
                        + " USING TIMESTAMP %s",
                    before, laterMicros()));
    setAlarm();
    awaitAbove(before, ProgressApartIT::alarmProgress);
  }

  private static void setAlarm() {
    Answer answer =
        node.admin().send("PUT", "/alarms/disk-" + System.nanoTime(), "{\"state\": \"ALARM\"}");
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 204);
  }

  private static long alarmProgress() {
    return number("SELECT sequence_nr FROM ks.alarm_progress WHERE follower = 'history'");
  }

  private static long cursor(String subscription) {
    return number(
        "SELECT sequence_nr FROM ks.event_cursors WHERE subscription = '%s'", subscription);
  }

  private static long offset(TestRoom room) {
    Row row = offsetRow(room);
    return row == null ? 0 : Long.parseLong(Objects.requireNonNull(row.getString("offset")));
  }

  private static Row offsetRow(TestRoom room) {
    return execute(
        "SELECT partition, offset, manifest FROM ks.offset_store WHERE projection_name = 'tokens'"
            + " AND partition IN (0, 1, 2, 3, 4) AND projection_key = '%s'",
        room.id());
  }

  private static long awaitAbove(long before, Callable<Long> number) {
    return Awaitility.await().atMost(PATIENCE).until(number, now -> now > before);
  }

  private static long number(String cql, Object... values) {
    Row row = execute(cql, values);
    return row == null ? 0 : row.getLong(0);
  }

  private static Row execute(String cql, Object... values) {
    return session.execute(cql.replace("ks.", KEYSPACE + ".").formatted(values)).one();
  }

  private static long laterMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().plus(AHEAD));
  }
}
