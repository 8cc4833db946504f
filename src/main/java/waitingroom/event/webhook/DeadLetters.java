package waitingroom.event.webhook;

import akka.Done;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.event.JournalPosition;
import waitingroom.secret.MasterSecret;
import waitingroom.secret.SealedText;
import waitingroom.store.Database;
import waitingroom.store.WriteTimes;

/** The table of dead letters, by subscription in journal order. */
final class DeadLetters {
  private static final String COLUMNS =
      "sequence_nr, event_index, event, sealed_body, failed_at, failure";

  private final Database database;
  private final SealedText bodies;
  private final int keepSeconds;

  /**
   * @param keep retention
   */
  DeadLetters(Database database, MasterSecret masterSecret, Duration keep) {
    this.database = database;
    this.bodies = new SealedText(masterSecret, "dead letter");
    this.keepSeconds = Math.toIntExact(keep.toSeconds());
  }

  CompletionStage<Done> add(String subscription, DeadLetter letter) {
    return database.write(
        "INSERT INTO ks.event_dead_letters (subscription, "
            + COLUMNS
            + ") VALUES (?,?,?,?,?,?,?) USING TTL ?",
        subscription,
        letter.place().sequenceNr(),
        letter.place().index(),
        letter.event(),
        bodies.seal(letter.body(), subscription),
        Instant.ofEpochMilli(letter.failedAtMillis()),
        letter.failure(),
        keepSeconds);
  }

  /**
   * A page of dead letters.
   *
   * @param after last of the previous page; null: from the first
   */
  CompletionStage<List<DeadLetter>> page(
      String subscription, @Nullable DeadLetterKey after, int limit) {
    String select = "SELECT " + COLUMNS + " FROM ks.event_dead_letters WHERE subscription = ?";
    CompletionStage<List<Row>> rows =
        after == null
            ? database.read(select + " LIMIT ?", subscription, limit)
            : database.read(
                select + " AND (sequence_nr, event_index, event) > (?,?,?) LIMIT ?",
                subscription,
                after.place().sequenceNr(),
                after.place().index(),
                after.event(),
                limit);
    return rows.thenApply(found -> found.stream().map(row -> letter(subscription, row)).toList());
  }

  private DeadLetter letter(String subscription, Row row) {
    return new DeadLetter(
        new JournalPosition(row.getLong("sequence_nr"), row.getInt("event_index")),
        Objects.requireNonNull(row.getString("event")),
        bodies.open(Objects.requireNonNull(row.getString("sealed_body")), subscription),
        Objects.requireNonNull(row.getInstant("failed_at")).toEpochMilli(),
        Objects.requireNonNullElse(row.getString("failure"), ""));
  }

  /** Deletes one that was delivered, for good. */
  CompletionStage<Done> delete(String subscription, DeadLetter letter) {
    return database.write(
        "DELETE FROM ks.event_dead_letters USING TIMESTAMP ? WHERE subscription = ?"
            + " AND sequence_nr = ? AND event_index = ? AND event = ?",
        WriteTimes.LAST,
        subscription,
        letter.place().sequenceNr(),
        letter.place().index(),
        letter.event());
  }

  /** Deletes those of a subscription that was removed. */
  CompletionStage<Done> deleteAll(String subscription) {
    return database.write(
        "DELETE FROM ks.event_dead_letters USING TIMESTAMP ? WHERE subscription = ?",
        WriteTimes.LAST,
        subscription);
  }
}
