package waitingroom;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.cluster.WaitingRooms;

/** Opens the default rooms, retrying until the cluster and the database are available. */
final class DefaultRooms {
  private static final Logger log = LoggerFactory.getLogger(DefaultRooms.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ActorSystem<?> system;
  private final WaitingRooms rooms;
  private final List<RoomId> names;

  DefaultRooms(ActorSystem<?> system, WaitingRooms rooms, List<RoomId> names) {
    this.system = system;
    this.rooms = rooms;
    this.names = names;
  }

  /** Done when each room has been opened once, now or earlier. */
  CompletionStage<Done> open() {
    CompletionStage<Done> all = CompletableFuture.completedStage(Done.getInstance());
    for (RoomId name : names) {
      all = all.thenCompose(done -> open(name));
    }
    return all;
  }

  /**
   * A refusal means that the room was opened before: it keeps its settings, and stays closed if it
   * was closed.
   */
  private CompletionStage<Done> open(RoomId name) {
    return rooms
        .configure(name, RoomSettings.DEFAULT, new ExpectedVersion.NeverOpened())
        .thenApply(outcome -> Done.getInstance())
        .exceptionallyCompose(
            failure -> {
              log.info("Default room not open yet, retrying: cause={}", failure.getMessage());
              return Patterns.after(PAUSE, system, () -> open(name));
            });
  }
}
