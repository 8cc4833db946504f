package waitingroom.readside;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.room.RoomId;

/** The table of sessions, asked about one visitor. */
public final class VisitorSessions {
  private static final String SESSION =
      "SELECT expires, session_status FROM ks.sessions"
          + " WHERE room = ? AND epoch = ? AND bucket = ? AND queue_number = ?";

  private final Tables tables;
  private final Freshness freshness;

  VisitorSessions(Tables tables, Freshness freshness) {
    this.tables = tables;
    this.freshness = freshness;
  }

  /**
   * The session of a position, once the table has everything that this node has heard of the room;
   * empty when the position never got a token. Fails with {@link waitingroom.room.Unavailable} when
   * that takes too long.
   */
  public CompletionStage<Optional<VisitorSession>> find(RoomId room, long epoch, long position) {
    return freshness
        .await(room)
        .thenCompose(
            fresh ->
                tables.one(SESSION, room.value(), epoch, EntryTimes.bucket(position), position))
        .thenApply(row -> row.map(VisitorSessions::session));
  }

  /** A status that was never written is null in the table, which the driver reads as 0. */
  private static VisitorSession session(Row row) {
    return new VisitorSession(row.getLong("expires"), row.getInt("session_status"));
  }
}
