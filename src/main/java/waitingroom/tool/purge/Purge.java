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
import waitingroom.readside.ReadSideNames;
import waitingroom.room.RoomId;

/**
 * Deletes the data of a closed room, with or without running nodes.
 *
 * <p>Kept are the room's name in the directory; its last snapshot, with the closed phase, the
 * epoch, the counters and the settings; and the event up to which the journal was deleted. With
 * these a reopened room starts a new epoch, in which no older request id is known, and continues
 * with the next event number, so that deletions never hide or collide with its writes. Everything
 * is deleted up to a number or an epoch: a room that is reopened meanwhile loses nothing it writes.
 */
public final class Purge {
  /** Snapshots, projections and streams in progress when a room closes finish within this time. */
  private static final Duration REST = Duration.ofMinutes(1);

  private final Keyspace keyspace;
  private final Journal journal;
  private final RoomTables tables;
  private final Duration closedFor;
  private final Clock clock;

  /**
   * @param keyspace of the journal
   * @param partitionSize events per partition of the journal
   * @param idleAfter idle time after which the projections of a room stop
   */
  public Purge(
      CqlSession session, String keyspace, long partitionSize, Duration idleAfter, Clock clock) {
    this.keyspace = new Keyspace(session, keyspace);
    RowTimes times = new RowTimes(this.keyspace, clock);
    this.journal = new Journal(this.keyspace, times, partitionSize);
    this.tables = new RoomTables(this.keyspace, journal, times);
    this.closedFor = idleAfter.plus(REST);
    this.clock = clock;
  }

  /**
   * Number of rows of each table that would be deleted.
   *
   * @throws PurgeRefused if they must not be deleted
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
   * Deletes them, the journal last, so that an interrupted run can be repeated.
   *
   * @throws PurgeRefused if they must not be deleted; then nothing is
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
          "Room %s was closed too recently: wait %s seconds until all readers of its journal have finished"
              .formatted(id, closedFor.minus(rested).toSeconds() + 1));
    }
    List<String> subscriptions = subscriptions(id);
    if (!subscriptions.isEmpty()) {
      throw new PurgeRefused(
          "Room %s still has webhook subscriptions: delete %s with DELETE /subscriptions/<id>"
              .formatted(id, String.join(", ", subscriptions)));
    }
    if (journal.newestSnapshot(id) < room.lastEvent()) {
      throw new PurgeRefused(
          "Room %s has no snapshot of its closed state: reopen it and close it again"
              .formatted(id));
    }
    ReadSideNames.PROJECTIONS.forEach(projection -> requireDone(room, projection));
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

  private void requireDone(ClosedRoom room, String projection) {
    Row row = keyspace.first(ReadSideNames.OFFSET, projection, room.id().value());
    String offset = row == null ? null : row.getString("offset");
    if (offset == null || Long.parseLong(offset) < room.lastEvent()) {
      throw new PurgeRefused(
          "The tables of room %s are incomplete (projection %s is at %s of %s): start a node and wait until it has caught up"
              .formatted(room.id(), projection, offset == null ? "0" : offset, room.lastEvent()));
    }
  }
}
