package waitingroom.readside;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.room.RoomId;

/** The table of sessions that were completed or abandoned. */
public final class EndedSessions {
  /** The contract's {@code session_status} of a completed session. */
  static final int COMPLETED = 1;

  /** That of an abandoned session, including one that fell silent. */
  static final int ABANDONED = -1;

  private static final String STATUS =
      "SELECT session_status FROM ks.sessions"
          + " WHERE room = ? AND epoch = ? AND bucket = ? AND queue_number = ?";

  private final Tables tables;
  private final Freshness freshness;

  EndedSessions(Tables tables, Freshness freshness) {
    this.tables = tables;
    this.freshness = freshness;
  }

  /**
   * True if the session of a position was completed, false if it was abandoned, empty if it has not
   * ended. Waits until the table has caught up with the room as known to this node; fails with
   * {@link waitingroom.store.Unavailable} if that takes too long.
   */
  public CompletionStage<Optional<Boolean>> completed(RoomId room, long epoch, long position) {
    return freshness
        .await(room)
        .thenCompose(
            fresh ->
                tables.one(STATUS, room.value(), epoch, PositionTable.bucket(position), position))
        .thenApply(row -> row.map(EndedSessions::completed));
  }

  private static boolean completed(Row row) {
    return row.getInt("session_status") == COMPLETED;
  }
}
