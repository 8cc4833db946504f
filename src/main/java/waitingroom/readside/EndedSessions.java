package waitingroom.readside;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.room.RoomId;

/** The table of sessions, which says how those ended that were completed or abandoned. */
public final class EndedSessions {
  /** The contract's {@code session_status} of a completed session. */
  static final int COMPLETED = 1;

  /** That of an abandoned one, or one that fell silent. */
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
   * Whether the session of a position was completed, rather than abandoned, once the table has
   * everything that this node has heard of the room; empty when it has not ended. Fails with {@link
   * waitingroom.store.Unavailable} when that takes too long.
   */
  public CompletionStage<Optional<Boolean>> completed(RoomId room, long epoch, long position) {
    return freshness
        .await(room)
        .thenCompose(
            fresh -> tables.one(STATUS, room.value(), epoch, PositionTable.bucket(position), position))
        .thenApply(row -> row.map(EndedSessions::completed));
  }

  private static boolean completed(Row row) {
    return row.getInt("session_status") == COMPLETED;
  }
}
