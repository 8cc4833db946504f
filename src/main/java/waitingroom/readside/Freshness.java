package waitingroom.readside;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.store.Unavailable;
import waitingroom.store.Unavailable.Subject;

/**
 * Waits until a projection has done all that this node has heard of a room, so that who changed
 * something here finds it in the table.
 */
final class Freshness {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int TRIES = 200;

  /** As Akka Projection writes it; the partition is a hash of the key, one of five. */
  private static final String OFFSET =
      "SELECT offset FROM ks.offset_store WHERE projection_name = ?"
          + " AND partition IN (0, 1, 2, 3, 4) AND projection_key = ?";

  private final ActorSystem<?> system;
  private final Tables tables;
  private final StatusBoard board;
  private final String projection;

  Freshness(ActorSystem<?> system, Tables tables, StatusBoard board, String projection) {
    this.system = system;
    this.tables = tables;
    this.board = board;
    this.projection = projection;
  }

  /** Done when it has, at most ten seconds later; else fails with {@link Unavailable}. */
  CompletionStage<Done> await(RoomId room) {
    long revision =
        board.entry(room) instanceof StatusBoard.Entry.Known known ? known.status().revision() : 0;
    return await(room, revision, TRIES);
  }

  private CompletionStage<Done> await(RoomId room, long revision, int tries) {
    return tables
        .one(OFFSET, projection, room.value())
        .thenCompose(
            row -> {
              long reached =
                  row.map(found -> found.getString("offset")).map(Long::parseLong).orElse(0L);
              if (reached >= revision) {
                return CompletableFuture.completedStage(Done.getInstance());
              }
              if (tries <= 1) {
                return CompletableFuture.failedStage(
                    new Unavailable(Subject.READ_SIDE, "The tables are behind the room"));
              }
              return Patterns.after(PAUSE, system, () -> await(room, revision, tries - 1));
            });
  }
}
