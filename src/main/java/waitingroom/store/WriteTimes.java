package waitingroom.store;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.store.Unavailable.Subject;

/**
 * Timestamps of writes that replace each other. Cassandra keeps the value with the latest
 * timestamp, and the driver takes the time of the node that writes: a node whose clock is behind
 * would answer a change that nobody ever sees. ADR 0031 says which table takes which of these.
 *
 * <p>All are microseconds since 1970.
 */
public final class WriteTimes {
  /**
   * Later than all others: for the deletion of what never comes back, such as a random id. Nothing
   * can be written there again.
   */
  public static final long LAST = 1L << 62;

  /** Distance of two timestamps of a row; the one between them is {@link #behind}. */
  private static final int STEP = 2;

  private static final int ATTEMPTS = 10;

  private final Database database;
  private final Clock clock;

  public WriteTimes(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Takes the timestamp of the next write to a row that any node may write at any time: later than
   * those of all writes that were answered, deletions too. Costs two reads and a lightweight
   * transaction.
   *
   * @param row table and key
   * @param written query of the write times that the row has now, for what was written by 0.1.0
   */
  public CompletionStage<Long> next(String row, String written, Object... key) {
    return database
        .read(written, key)
        .thenCombine(
            database.one("SELECT at FROM ks.write_times WHERE row = ?", row),
            (rows, last) -> take(row, last.map(WriteTimes::at).orElse(null), latest(rows)))
        .thenCompose(taken -> taken);
  }

  private CompletionStage<Long> take(String row, @Nullable Long last, long seen) {
    return take(row, last, seen, ATTEMPTS);
  }

  /** Another node may take one meanwhile; then the row has theirs. */
  private CompletionStage<Long> take(String row, @Nullable Long last, long seen, int attempts) {
    if (attempts == 0) {
      return CompletableFuture.failedStage(
          new Unavailable(Subject.DATABASE, "Too many changes at the same time: " + row));
    }
    long taken = next(nowMicros(), last, seen);
    return database
        .once("UPDATE ks.write_times SET at = ? WHERE row = ? IF at = ?", taken, row, last)
        .thenCompose(
            answer ->
                answer.isEmpty() || answer.get().getBoolean("[applied]")
                    ? CompletableFuture.completedStage(taken)
                    : take(row, at(answer.get()), seen, attempts - 1));
  }

  /**
   * The timestamp of the next write to a row.
   *
   * @param last last one taken for it; null: none
   * @param seen latest one found in it; {@link Long#MIN_VALUE}: none
   */
  public static long next(long nowMicros, @Nullable Long last, long seen) {
    long before = last == null ? seen : Math.max(last, seen);
    return before == Long.MIN_VALUE ? nowMicros : Math.max(nowMicros, before + STEP);
  }

  /**
   * The timestamp of a write to a row that has one writer at a time.
   *
   * @param seen latest one found in the row, or written by this writer; {@link Long#MIN_VALUE}:
   *     none
   */
  public long after(long seen) {
    return next(nowMicros(), null, seen);
  }

  /**
   * The timestamp of a write that depends on what was read: it replaces that, and gives way to
   * every later write, even to one under way.
   *
   * @param seen timestamp of what was read
   */
  public static long behind(long seen) {
    return seen + STEP / 2;
  }

  /** The latest write time among the columns {@code writetime(…)}; the lowest long without any. */
  public static long latest(Collection<Row> rows) {
    long latest = Long.MIN_VALUE;
    for (Row row : rows) {
      for (int i = 0; i < row.getColumnDefinitions().size(); i++) {
        String column = row.getColumnDefinitions().get(i).getName().asInternal();
        if (column.contains("writetime(") && !row.isNull(i)) {
          latest = Math.max(latest, row.getLong(i));
        }
      }
    }
    return latest;
  }

  /** The same of a single row. */
  public static long latest(Row row) {
    return latest(List.of(row));
  }

  private static @Nullable Long at(Row row) {
    return row.getColumnDefinitions().contains("at") && !row.isNull("at")
        ? row.getLong("at")
        : null;
  }

  private long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
