package waitingroom.room.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.stream.alpakka.cassandra.javadsl.CassandraSessionRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.Outcome;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.store.FormatBoard;

/**
 * A room for practice: a real one, but on this node alone, in tables of its own, and under a random
 * name. The cluster does not hear of it.
 *
 * @param rooms knows no other
 */
public record PracticeRoom(
    ActorSystem<?> system, RoomId name, WaitingRooms rooms, ActorRef<Object> keeper) {
  private enum Stop {
    INSTANCE
  }

  private static final long EVERYBODY = 1_000_000_000;
  private static final int ATTEMPTS = 4;

  private static void closeSession(ActorSystem<?> system) {
    var unused =
        CassandraSessionRegistry.get(system)
            .sessionFor(RoomStore.PRACTICE_SESSION)
            .close(system.executionContext());
  }

  /** Starts the room; {@link #open} opens it. */
  public static PracticeRoom start(
      ActorSystem<?> system, WaitingRoomsSettings settings, MeterRegistry registry, Clock clock) {
    RoomId name = new RoomId("practice-" + UUID.randomUUID());
    RoomMetrics metrics = new RoomMetrics(registry);
    StatusBoard board = new StatusBoard();
    Behavior<WaitingRoom.Command> room =
        WaitingRoom.create(
            name,
            new RoomDependencies(
                clock,
                metrics,
                board::learn,
                ended -> {},
                alarm -> null,
                settings.housekeeping(),
                new FormatBoard(FormatBoard.NEWEST),
                () -> false,
                RoomStore.PRACTICE));
    ActorRef<Object> keeper = system.systemActorOf(keeping(room), "practice", Props.empty());
    RoomClient client =
        new RoomClient(
            (any, request, patience) ->
                AskPattern.ask(keeper.narrow(), request, patience, system.scheduler()),
            system.executionContext(),
            settings.askTimeout(),
            board,
            metrics);
    WaitingRooms rooms =
        new WaitingRooms(
            system,
            settings,
            board,
            client,
            metrics,
            (any, wanted, expected) ->
                client.status(any, new RoomCommand.Configure(wanted, expected)));
    return new PracticeRoom(system, name, rooms, keeper);
  }

  /** Passes commands on to the room, until it is to stop. */
  private static Behavior<Object> keeping(Behavior<WaitingRoom.Command> behavior) {
    return Behaviors.setup(
        context -> {
          ActorRef<WaitingRoom.Command> room = context.spawn(behavior, "room");
          return Behaviors.receive(Object.class)
              .onMessage(
                  WaitingRoom.Command.class,
                  command -> {
                    room.tell(command);
                    return Behaviors.same();
                  })
              .onMessageEquals(Stop.INSTANCE, Behaviors::stopped)
              .onSignal(
                  PostStop.class,
                  stopped -> {
                    closeSession(context.getSystem());
                    return Behaviors.same();
                  })
              .build();
        });
  }

  /**
   * Opens the room and calls everybody who will join; fails without a database. Tries again a few
   * times, because a cold node takes seconds for its first write.
   */
  public CompletionStage<Outcome<RoomStatus>> open() {
    return open(ATTEMPTS);
  }

  private CompletionStage<Outcome<RoomStatus>> open(int attempts) {
    return rooms
        .configure(name, RoomSettings.DEFAULT, new ExpectedVersion.Any())
        .thenCompose(opened -> rooms.incrementServing(name, EVERYBODY))
        .exceptionallyCompose(
            failure -> attempts > 1 ? open(attempts - 1) : CompletableFuture.failedStage(failure));
  }

  /** Stops it, and then closes its connections to the database. */
  public void close() {
    keeper.tell(Stop.INSTANCE);
  }
}
