package waitingroom.readside;

import akka.Done;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.readside.Tables.Write;
import waitingroom.room.EntryTimes;
import waitingroom.room.EntryTimes.Run;
import waitingroom.room.RoomId;

/**
 * The tables {@code positions} and {@code epochs} for one room. Every projection that needs them
 * writes the same rows, so that none depends on the progress of another.
 */
final class PositionTable {
  static final String KIND = "positions";

  /** Positions per partition; a row never crosses into the next one. */
  static final long BUCKET = 1 << 17;

  private static final String INSERT =
      "INSERT INTO ks.positions (room, epoch, bucket, first_position, count, entered_at)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String FLOOR =
      "SELECT first_position, count, entered_at FROM ks.positions"
          + " WHERE room = ? AND epoch = ? AND bucket = ? AND first_position <= ? LIMIT 1";
  private static final String EPOCH_BEGINS =
      "INSERT INTO ks.epochs (room, sequence_nr, epoch) VALUES (?, ?, ?)";
  private static final String EPOCH_OF =
      "SELECT epoch FROM ks.epochs WHERE room = ? AND sequence_nr < ? LIMIT 1";

  private final Tables tables;
  private final String room;

  PositionTable(Tables tables, RoomId room) {
    this.tables = tables;
    this.room = room.value();
  }

  /** Loads the entry times of positions that are not known yet. */
  CompletionStage<Done> load(long epoch, EntryTimes times, long[] positions) {
    return loadFrom(0, epoch, times, positions);
  }

  private CompletionStage<Done> loadFrom(
      int index, long epoch, EntryTimes times, long[] positions) {
    int next = index;
    while (next < positions.length && times.knows(positions[next])) {
      next++;
    }
    if (next == positions.length) {
      return CompletableFuture.completedStage(Done.getInstance());
    }
    int unknown = next;
    long position = positions[unknown];
    return tables
        .one(FLOOR, room, epoch, bucket(position), position)
        .thenCompose(
            row -> {
              found(times, position, row);
              return loadFrom(unknown + 1, epoch, times, positions);
            });
  }

  private static void found(EntryTimes times, long position, Optional<Row> row) {
    row.ifPresent(
        found ->
            times.found(
                position,
                new Run(
                    found.getLong("first_position"),
                    found.getLong("count"),
                    found.getLong("entered_at"))));
  }

  /** Rows of the unsaved runs. */
  List<Write> unsaved(long epoch, EntryTimes times) {
    List<Write> writes = new ArrayList<>();
    for (Run row : rows(times.unsaved())) {
      long bucket = bucket(row.first());
      writes.add(
          new Write(
              INSERT,
              List.of(room, epoch, bucket),
              new Object[] {room, epoch, bucket, row.first(), row.count(), row.enteredAt()}));
    }
    return writes;
  }

  /** The runs, split where a partition ends. */
  static List<Run> rows(List<Run> runs) {
    List<Run> rows = new ArrayList<>(runs.size());
    for (Run run : runs) {
      long end = run.first() + run.count();
      for (long from = run.first(); from < end; ) {
        long to = Math.min(end, (bucket(from) + 1) * BUCKET);
        rows.add(new Run(from, to - from, run.enteredAt()));
        from = to;
      }
    }
    return rows;
  }

  static long bucket(long position) {
    return position / BUCKET;
  }

  /** Records that the epoch begins with this event. */
  CompletionStage<Done> epochBegins(long epoch, long sequenceNr) {
    return tables.write(EPOCH_BEGINS, room, sequenceNr, epoch);
  }

  /** The latest epoch in the table; 0 if there is none. */
  CompletionStage<Long> latestEpoch() {
    return epochBefore(Long.MAX_VALUE);
  }

  /** The epoch of an event; 0 before the first epoch. */
  CompletionStage<Long> epochBefore(long sequenceNr) {
    return tables
        .one(EPOCH_OF, room, sequenceNr)
        .thenApply(row -> row.map(found -> found.getLong("epoch")).orElse(0L));
  }
}
