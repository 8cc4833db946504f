package waitingroom.event.webhook;

import akka.Done;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import waitingroom.event.EventFeed.Start;
import waitingroom.event.JournalPosition;
import waitingroom.store.Database;
import waitingroom.store.WriteTimes;

/** The table of delivery progress. */
final class CursorStore {
  private final Database database;
  private final WriteTimes times;

  CursorStore(Database database, WriteTimes times) {
    this.database = database;
    this.times = times;
  }

  CompletionStage<Optional<Cursor>> find(String subscription) {
    return row(subscription).thenApply(row -> row.map(CursorStore::cursor));
  }

  private CompletionStage<Optional<Row>> row(String subscription) {
    return database.one(
        "SELECT sequence_nr, event_index, needed_from, failing_event, failing_since, failure,"
            + " writetime(sequence_nr), writetime(failing_since)"
            + " FROM ks.event_cursors WHERE subscription = ?",
        subscription);
  }

  private static Cursor cursor(Row row) {
    String failing = row.getString("failing_event");
    JournalPosition place =
        row.isNull("sequence_nr")
            ? JournalPosition.BEGINNING
            : new JournalPosition(row.getLong("sequence_nr"), row.getInt("event_index"));
    return new Cursor(
        new Start(place, Math.max(1, row.getLong("needed_from"))),
        failing == null
            ? null
            : new Cursor.Failing(
                failing,
                Objects.requireNonNull(row.getInstant("failing_since")).toEpochMilli(),
                Objects.requireNonNullElse(row.getString("failure"), "")));
  }

  /** Progress of a new subscription. */
  CompletionStage<Done> begin(String subscription, Start start) {
    return new Writer(subscription).save(start);
  }

  /** Deletes the progress of a subscription that was removed; a late write does not revive it. */
  CompletionStage<Done> delete(String subscription) {
    return database.write(
        "DELETE FROM ks.event_cursors USING TIMESTAMP ? WHERE subscription = ?",
        WriteTimes.LAST,
        subscription);
  }

  /** The progress of a delivery, which alone writes it while it runs. */
  Writer writer(String subscription) {
    return new Writer(subscription);
  }

  /**
   * One row. Each write is later than what was read before, and than the writes since. {@code
   * failing_since} is never cleared: its write time tells that of the other two, which may be.
   */
  final class Writer {
    private final String subscription;
    private final AtomicLong written = new AtomicLong(Long.MIN_VALUE);

    private Writer(String subscription) {
      this.subscription = subscription;
    }

    /** Reads the row; call it before the first write of a delivery. */
    CompletionStage<Optional<Cursor>> find() {
      return row(subscription)
          .thenApply(
              row -> {
                row.ifPresent(
                    found -> written.accumulateAndGet(WriteTimes.latest(found), Math::max));
                return row.map(CursorStore::cursor);
              });
    }

    CompletionStage<Done> save(Start start) {
      return database.write(
          "UPDATE ks.event_cursors USING TIMESTAMP ?"
              + " SET sequence_nr = ?, event_index = ?, needed_from = ? WHERE subscription = ?",
          time(),
          start.after().sequenceNr(),
          start.after().index(),
          start.neededFrom(),
          subscription);
    }

    CompletionStage<Done> failing(Cursor.Failing failing) {
      return failure(failing.event(), failing.sinceMillis(), failing.failure());
    }

    /** Clears the failure of an event that failed since that time. */
    CompletionStage<Done> recovered(long sinceMillis) {
      return failure(null, sinceMillis, null);
    }

    private CompletionStage<Done> failure(
        @Nullable String event, long sinceMillis, @Nullable String failure) {
      return database.write(
          "UPDATE ks.event_cursors USING TIMESTAMP ?"
              + " SET failing_event = ?, failing_since = ?, failure = ? WHERE subscription = ?",
          time(),
          event,
          Instant.ofEpochMilli(sinceMillis),
          failure,
          subscription);
    }

    private long time() {
      return written.updateAndGet(times::after);
    }
  }
}
