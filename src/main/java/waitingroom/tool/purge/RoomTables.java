package waitingroom.tool.purge;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import waitingroom.readside.ReadSideNames;

/** Rows that belong to a closed room. */
record RoomTables(Keyspace keyspace, Journal journal, RowTimes times) {
  /**
   * All rows outside the journal. Rows that lead to others come after them, so that an interrupted
   * run can be repeated.
   */
  List<Rows> besideTheJournal(ClosedRoom room) {
    String id = room.id().value();
    List<Rows> all = new ArrayList<>();
    all.add(ofRoom("pages", id, "SELECT writetime(design) FROM ks.pages WHERE event_id = ?"));
    all.add(
        ofRoom(
            "oidc_clients",
            id,
            "SELECT writetime(redirect_uris), writetime(scopes) FROM ks.oidc_clients"
                + " WHERE event_id = ?"));
    keyspace
        .execute(
            "SELECT epoch FROM ks.epochs WHERE room = ? AND sequence_nr <= ?", id, room.lastEvent())
        .forEach(epoch -> all.addAll(ofEpoch(id, epoch.getLong("epoch"))));
    all.add(Rows.of("epochs", "room = ? AND sequence_nr <= ?", id, room.lastEvent()));
    keyspace
        .execute("SELECT DISTINCT room, day FROM ks.statistics_by_minute")
        .forEach(day -> addDay(all, room, day));
    all.add(Rows.of("statistics", "room = ?", id).until(room::lastEvent));
    all.add(
        Rows.of(
            "snapshots",
            "persistence_id = ? AND sequence_nr < ?",
            room.persistenceId(),
            room.lastEvent()));
    return all;
  }

  /** Rows that somebody may write again once the room is open again. */
  private Rows ofRoom(String table, String room, String written) {
    return Rows.of(table, "event_id = ?", room).until(() -> times.next(table, room, written));
  }

  private List<Rows> ofEpoch(String room, long epoch) {
    List<Rows> all = new ArrayList<>();
    for (Row partition :
        keyspace.execute(
            "SELECT kind, bucket FROM ks.epoch_partitions WHERE room = ? AND epoch = ?",
            room,
            epoch)) {
      String kind = partition.getString("kind");
      if (kind == null || !ReadSideNames.EPOCH_TABLES.contains(kind)) {
        throw new PurgeRefused(
            "There is no table " + kind + ": use the latest version of this tool");
      }
      long bucket = partition.getLong("bucket");
      all.add(Rows.of(kind, "room = ? AND epoch = ? AND bucket = ?", room, epoch, bucket));
    }
    all.add(Rows.of("epoch_partitions", "room = ? AND epoch = ?", room, epoch));
    return all;
  }

  /**
   * Statistics are written with event numbers as timestamps, far below those of a clock: a deletion
   * stamped with the current time would hide what the reopened room writes.
   */
  private static void addDay(List<Rows> all, ClosedRoom room, Row day) {
    String id = room.id().value();
    if (id.equals(day.getString("room"))) {
      all.add(
          Rows.of("statistics_by_minute", "room = ? AND day = ?", id, day.getLong("day"))
              .until(room::lastEvent));
    }
  }

  /** Events, partition by partition. */
  List<Rows> ofTheJournal(ClosedRoom room) {
    List<Rows> all = new ArrayList<>();
    for (long partition = 0; partition <= journal.partition(room.lastEvent()); partition++) {
      all.add(
          Rows.of(
              "messages",
              "persistence_id = ? AND partition_nr = ? AND sequence_nr <= ?",
              room.persistenceId(),
              partition,
              room.lastEvent()));
    }
    return all;
  }
}
