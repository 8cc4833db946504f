package waitingroom.chaos;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import waitingroom.room.CapChecker;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomId;
import waitingroom.testkit.NodeSerialization;
import waitingroom.testkit.NodeSerialization.Stored;

/** Checker of journal rows in Cassandra for violations. */
final class JournalChecker implements AutoCloseable {
  private static final String ROOMS = new RoomId("x").persistenceId().replace("x", "");

  private final ActorTestKit kit = ActorTestKit.create("chaos", NodeSerialization.CONFIG);
  private final NodeSerialization serialization = new NodeSerialization(kit.system());

  /**
   * Checks a room for broken caps, gaps, tokens out of turn, and two events with one number, the
   * sign of two writers.
   */
  List<String> check(CqlSession session, String room) {
    List<String> violations = new ArrayList<>();
    List<RoomEvent> events = new ArrayList<>();
    long number = 0;
    String id = new RoomId(room).persistenceId();
    for (long partition = 0; ; partition++) {
      List<Row> rows =
          session
              .execute(
                  "SELECT sequence_nr, writer_uuid, ser_id, ser_manifest, event FROM "
                      + ChaosCassandra.KEYSPACE
                      + ".messages WHERE persistence_id = ? AND partition_nr = ?",
                  id,
                  partition)
              .all();
      if (rows.isEmpty()) {
        violations.addAll(CapChecker.check(events).violations());
        return violations;
      }
      for (Row row : rows) {
        if (row.getLong("sequence_nr") == number + 1) {
          events.add(event(row));
        } else {
          violations.add(
              "%s has an event %d by %s after event %d"
                  .formatted(
                      room, row.getLong("sequence_nr"), row.getString("writer_uuid"), number));
        }
        number = row.getLong("sequence_nr");
      }
    }
  }

  /**
   * Checks the journals of everything but rooms for two events with one number: each of these
   * entities exists once.
   */
  List<String> checkNumbers(CqlSession session) {
    List<String> violations = new ArrayList<>();
    session
        .execute("SELECT persistence_id FROM " + ChaosCassandra.KEYSPACE + ".all_persistence_ids")
        .forEach(
            row -> {
              String id = Objects.requireNonNull(row.getString(0));
              if (!id.startsWith(ROOMS)) {
                violations.addAll(twice(session, id));
              }
            });
    return violations;
  }

  private static List<String> twice(CqlSession session, String id) {
    List<String> violations = new ArrayList<>();
    Set<Long> numbers = new HashSet<>();
    session
        .execute(
            "SELECT sequence_nr FROM "
                + ChaosCassandra.KEYSPACE
                + ".messages WHERE persistence_id = ? ALLOW FILTERING",
            id)
        .forEach(
            row -> {
              if (!numbers.add(row.getLong(0))) {
                violations.add("%s has two events %d".formatted(id, row.getLong(0)));
              }
            });
    return violations;
  }

  private RoomEvent event(Row row) {
    ByteBuffer buffer = Objects.requireNonNull(row.getByteBuffer("event"));
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    String manifest = Objects.requireNonNull(row.getString("ser_manifest"));
    return (RoomEvent) serialization.read(new Stored(row.getInt("ser_id"), manifest, bytes));
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
