package waitingroom.event.webhook;

import akka.Done;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.event.EventFeed.Start;
import waitingroom.event.JournalPosition;
import waitingroom.store.Database;

/** The table of delivery progress. */
final class CursorStore {
  private final Database database;

  CursorStore(Database database) {
    this.database = database;
  }

  CompletionStage<Optional<Cursor>> find(String subscription) {
    return database
        .read(
            "SELECT sequence_nr, event_index, needed_from, failing_event, failing_since, failure"
                + " FROM ks.event_cursors WHERE subscription = ?",
            subscription)
        .thenApply(rows -> rows.stream().findFirst().map(CursorStore::cursor));
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

  CompletionStage<Done> save(String subscription, Start start) {
    return database.write(
        "UPDATE ks.event_cursors SET sequence_nr = ?, event_index = ?, needed_from = ?"
            + " WHERE subscription = ?",
        start.after().sequenceNr(),
        start.after().index(),
        start.neededFrom(),
        subscription);
  }

  CompletionStage<Done> failing(String subscription, Cursor.Failing failing) {
    return database.write(
        "UPDATE ks.event_cursors SET failing_event = ?, failing_since = ?, failure = ?"
            + " WHERE subscription = ?",
        failing.event(),
        Instant.ofEpochMilli(failing.sinceMillis()),
        failing.failure(),
        subscription);
  }

  /** Clears the failure. */
  CompletionStage<Done> recovered(String subscription) {
    return database.write(
        "UPDATE ks.event_cursors SET failing_event = null, failing_since = null, failure = null"
            + " WHERE subscription = ?",
        subscription);
  }

  CompletionStage<Done> delete(String subscription) {
    return database.write("DELETE FROM ks.event_cursors WHERE subscription = ?", subscription);
  }
}
