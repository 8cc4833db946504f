package waitingroom.tool.purge;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import waitingroom.store.WriteTimes;

/** Timestamps of deletions, as {@link WriteTimes} takes them, without an actor system. */
record RowTimes(Keyspace keyspace, Clock clock) {
  private static final int ATTEMPTS = 10;

  /**
   * The timestamp of a deletion of rows that can be written again, also by running nodes.
   *
   * @param table one whose rows hang on the room
   * @param written query of the write times of these rows
   */
  long next(String table, String room, String written) {
    String row = table + " " + room;
    long seen = WriteTimes.latest(keyspace.execute(written, room).all());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Row found = keyspace.first("SELECT at FROM ks.write_times WHERE row = ?", row);
      Long last = found == null || found.isNull(0) ? null : found.getLong(0);
      long taken = WriteTimes.next(nowMicros(), last, seen);
      Row answer =
          keyspace.first(
              "UPDATE ks.write_times SET at = ? WHERE row = ? IF at = ?", taken, row, last);
      if (answer == null || answer.getBoolean("[applied]")) {
        return taken;
      }
    }
    throw new PurgeRefused("Room " + room + " is being changed: run it again");
  }

  /** The timestamp of a write to a row that only this program writes. */
  long after(long seen) {
    return WriteTimes.next(nowMicros(), null, seen);
  }

  private long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
