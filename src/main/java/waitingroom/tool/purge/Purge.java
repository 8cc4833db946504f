package waitingroom.tool.purge;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import waitingroom.room.RoomId;

/**
 * Deletes what was kept of a closed room, beside nodes that run or without any.
 *
 * <p>What stays: the room's name in the directory; its last snapshot, which says that it is closed,
 * how often it was opened, its counters and its settings; and up to which event the journal was
 * deleted. By these the next life of the room has an epoch of its own, so that no older request id
 * is known in it, and goes on with the next event number, so that nothing that was deleted hides or
 * meets what it writes. Everything is deleted up to a number or an epoch: should somebody open the
 * room at the same time, what it writes then is not touched.
 */
public final class Purge {
  /** Snapshots, projections and streams that are under way when a room closes are done by then. */
  private static final Duration REST = Duration.ofMinutes(1);

  private static final List<String> PROJECTIONS = List.of("tokens", "statistics");

  private final Keyspace keyspace;
  private final Journal journal;
  private final RoomTables tables;
  private final Duration closedFor;
  private final Clock clock;

  /**
   * @param keyspace of the journal
   * @param partitionSize events per partition of the journal
   * @param idleAfter after how long without news the projections of a room rest
   */
  public Purge(
      CqlSession session, String keyspace, long partitionSize, Duration idleAfter, Clock clock) {
    this.keyspace = new Keyspace(session, keyspace);
    this.journal = new Journal(this.keyspace, partitionSize);
    this.tables = new RoomTables(this.keyspace, journal);
    this.closedFor = idleAfter.plus(REST);
    this.clock = clock;
  }

  /**
   * How many rows of each table would go.
   *
   * @throws PurgeRefused when they must not be deleted
   */
  public SortedMap<String, Long> list(RoomId id) {
    ClosedRoom room = deletable(id);
    SortedMap<String, Long> rows = new TreeMap<>();
    Stream.concat(tables.besideTheJournal(room).stream(), tables.ofTheJournal(room).stream())
        .forEach(some -> rows.merge(some.table(), some.count(keyspace), Long::sum));
    rows.values().removeIf(count -> count == 0);
    return rows;
  }

  /**
   * Deletes them; the journal comes last, so that a run that broke off can be repeated.
   *
   * @throws PurgeRefused when they must not be deleted; nothing is then
   */
  public void delete(RoomId id) {
    ClosedRoom room = deletable(id);
    tables.besideTheJournal(room).forEach(rows -> rows.delete(keyspace));
    journal.beginAfter(room);
    tables.ofTheJournal(room).forEach(rows -> rows.delete(keyspace));
  }

  private ClosedRoom deletable(RoomId id) {
    ClosedRoom room = journal.closedRoom(id);
    Duration rested = Duration.between(room.closedAt(), clock.instant());
    if (rested.compareTo(closedFor) < 0) {
      throw new PurgeRefused(
          "The room %s was closed only now: wait %s seconds, until everybody has read its journal"
              .formatted(id, closedFor.minus(rested).toSeconds() + 1));
    }
    List<String> subscriptions = subscriptions(id);
    if (!subscriptions.isEmpty()) {
      throw new PurgeRefused(
          "Somebody is still told what happens in the room %s: remove %s with DELETE /subscriptions/<id>"
              .formatted(id, String.join(", ", subscriptions)));
    }
    if (journal.newestSnapshot(id) < room.lastEvent()) {
      throw new PurgeRefused(
          "The room %s has no snapshot that says it is closed: open it and close it again"
              .formatted(id));
    }
    PROJECTIONS.forEach(projection -> requireDone(room, projection));
    return room;
  }

  private List<String> subscriptions(RoomId id) {
    return StreamSupport.stream(
            keyspace
                .execute("SELECT id, event_id FROM ks.event_subscriptions WHERE scope = 'all'")
                .spliterator(),
            false)
        .filter(row -> id.value().equals(row.getString("event_id")))
        .map(row -> String.valueOf(row.getString("id")))
        .toList();
  }

  /** Akka Projection keeps an offset in a partition by a hash of the key, one of five. */
  private void requireDone(ClosedRoom room, String projection) {
    Row row =
        keyspace.first(
            "SELECT offset FROM ks.offset_store WHERE projection_name = ?"
                + " AND partition IN (0, 1, 2, 3, 4) AND projection_key = ?",
            projection,
            room.id().value());
    String offset = row == null ? null : row.getString("offset");
    if (offset == null || Long.parseLong(offset) < room.lastEvent()) {
      throw new PurgeRefused(
          "The tables of the room %s are not complete (projection %s is at %s of %s): start a node and wait until it has caught up"
              .formatted(room.id(), projection, offset == null ? "0" : offset, room.lastEvent()));
    }
  }
}
