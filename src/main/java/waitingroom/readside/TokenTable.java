package waitingroom.readside;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.readside.Tables.Write;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomId;
import waitingroom.room.SessionTerms;

/** Rows of the tables {@code tokens}, {@code sessions} and {@code serving_history}. */
final class TokenTable {
  static final String TOKENS = "tokens";
  static final String SESSIONS = "sessions";
  static final String SERVING_HISTORY = "serving_history";

  /** Width of a partition in seconds of expiry. */
  private static final long TOKENS_BUCKET = 300;

  private static final long HOUR_MILLIS = 3_600_000;

  private static final String INSERT_TOKEN =
      "INSERT INTO ks.tokens"
          + " (room, epoch, bucket, expires, queue_number, entered_at) VALUES (?, ?, ?, ?, ?, ?)";

  private static final String INSERT_SESSION =
      "INSERT INTO ks.sessions (room, epoch, bucket, queue_number, session_status)"
          + " VALUES (?, ?, ?, ?, ?)";

  private static final String INSERT_SERVING =
      "INSERT INTO ks.serving_history"
          + " (room, epoch, bucket, sequence_nr, issue_time, serving_counter, increment_by, cause)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  private final String room;

  TokenTable(RoomId room) {
    this.room = room.value();
  }

  /** Partition of the tokens that expire in an epoch second. */
  static long tokensBucket(long expires) {
    return Math.floorDiv(expires, TOKENS_BUCKET);
  }

  Write token(long epoch, SessionTerms terms, long position, long enteredAt) {
    long bucket = tokensBucket(terms.expiresAt());
    return row(INSERT_TOKEN, epoch, bucket, terms.expiresAt(), position, enteredAt);
  }

  /**
   * @param status {@link EndedSessions#COMPLETED} or {@link EndedSessions#ABANDONED}
   */
  Write ended(long epoch, long position, int status) {
    return row(INSERT_SESSION, epoch, PositionTable.bucket(position), position, status);
  }

  Write moved(long epoch, long sequenceNr, ServingAdvanced moved) {
    long bucket = Math.floorDiv(moved.atMillis(), HOUR_MILLIS);
    return row(
        INSERT_SERVING,
        epoch,
        bucket,
        sequenceNr,
        Instant.ofEpochMilli(moved.atMillis()),
        moved.servingCounter(),
        moved.by(),
        moved.cause().name());
  }

  private Write row(String cql, long epoch, long bucket, @Nullable Object... values) {
    @Nullable Object[] all = new Object[values.length + 3];
    all[0] = room;
    all[1] = epoch;
    all[2] = bucket;
    System.arraycopy(values, 0, all, 3, values.length);
    return new Write(cql, List.of(room, epoch, bucket), all);
  }
}
