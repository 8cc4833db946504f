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
 * Waits until a projection has reached the revision of a room that this node knows, so that a
 * client finds its own changes in the table.
 */
final class Freshness {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int TRIES = 200;

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

  /** Completes when it has; fails with {@link Unavailable} after ten seconds. */
  CompletionStage<Done> await(RoomId room) {
    long revision =
        board.entry(room) instanceof StatusBoard.Entry.Known known ? known.status().revision() : 0;
    return await(room, revision, TRIES);
  }

  private CompletionStage<Done> await(RoomId room, long revision, int tries) {
    return tables
        .one(ReadSideNames.OFFSET, projection, room.value())
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
