package waitingroom.room.cluster;

import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.Outcome;
import waitingroom.room.Rejection;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.store.Unavailable;

/** Opens rooms and changes their settings; registers the name of a new room first. */
record RoomOpening(
    RoomClient rooms,
    StatusBoard board,
    EntityRef<RoomDirectoryEntity.Command> directory,
    Duration askTimeout) {

  CompletionStage<Outcome<RoomStatus>> configure(
      RoomId room, RoomSettings wanted, ExpectedVersion expected) {
    boolean mayBeNew =
        expected instanceof ExpectedVersion.Absent
            || expected instanceof ExpectedVersion.NeverOpened;
    return mayBeNew
        ? register(room, () -> askToConfigure(room, wanted, expected))
        : configureKnown(room, wanted, expected);
  }

  /** A version implies an existing room, so no name is registered: names are permanent. */
  private CompletionStage<Outcome<RoomStatus>> configureKnown(
      RoomId room, RoomSettings wanted, ExpectedVersion expected) {
    StatusBoard.Entry entry = board.entry(room);
    if (entry instanceof StatusBoard.Entry.Unknown) {
      return CompletableFuture.completedStage(Outcome.refused(Rejection.VERSION_MISMATCH));
    }
    if (entry instanceof StatusBoard.Entry.Starting && !board.ready()) {
      return CompletableFuture.failedStage(
          new Unavailable("This node does not know yet which rooms exist"));
    }
    return askToConfigure(room, wanted, expected);
  }

  private CompletionStage<Outcome<RoomStatus>> askToConfigure(
      RoomId room, RoomSettings wanted, ExpectedVersion expected) {
    return rooms.status(room, new RoomCommand.Configure(wanted, expected));
  }

  /** The name comes first: visitors cannot reach a room that is not in the directory. */
  private CompletionStage<Outcome<RoomStatus>> register(
      RoomId room, Supplier<CompletionStage<Outcome<RoomStatus>>> next) {
    return Unavailable.orAnswer(
        directory
            .<RoomDirectoryEntity.Registration>ask(
                replyTo -> new RoomDirectoryEntity.Register(room, replyTo), askTimeout)
            .thenCompose(
                registration -> {
                  if (!registration.listed()) {
                    return CompletableFuture.completedStage(
                        Outcome.refused(Rejection.TOO_MANY_ROOMS));
                  }
                  board.learnName(room);
                  return next.get();
                }));
  }
}
