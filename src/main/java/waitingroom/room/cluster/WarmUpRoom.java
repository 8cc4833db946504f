package waitingroom.room.cluster;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.RoomClock;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomState;
import waitingroom.room.TokenClaim;
import waitingroom.store.FormatBoard;

/**
 * A room for practice ({@link WarmUp}): recovers, takes its steps and stops. It has the rules,
 * events and snapshots of a {@link WaitingRoom}, and sends no replies.
 */
final class WarmUpRoom extends EventSourcedBehavior<WarmUpRoom.Step, RoomEvent, RoomState> {
  private static final PersistenceId NO_ROOM = PersistenceId.ofUniqueId("warm-up");

  /**
   * The next command.
   *
   * @param number from 0
   */
  record Step(int number) {}

  private final PersistenceId id;
  private final RoomStore store;
  private final List<RoomCommand> steps;
  private final ActorContext<Step> context;
  private final RoomClock clock = new RoomClock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  /** Recovers this room from the database. */
  static Behavior<Step> reading(RoomId room) {
    return reading(PersistenceId.ofUniqueId(room.persistenceId()));
  }

  /** Recovers a room that the database does not have. */
  static Behavior<Step> readingNothing() {
    return reading(NO_ROOM);
  }

  private static Behavior<Step> reading(PersistenceId id) {
    return Behaviors.setup(context -> new WarmUpRoom(id, RoomStore.DATABASE, List.of(), context));
  }

  /** Visitors join, are let in and fetch a token, all in memory; the next run recovers that. */
  static Behavior<Step> playing() {
    return Behaviors.setup(context -> new WarmUpRoom(NO_ROOM, RoomStore.MEMORY, steps(), context));
  }

  private static List<RoomCommand> steps() {
    TokenClaim claim = new TokenClaim(1, 1, "issuer", "key", null);
    return List.of(
        new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Any()),
        new RoomCommand.Join("warm-up", 1, 2),
        new RoomCommand.IncrementServing(1),
        new RoomCommand.Claim(List.of(claim)));
  }

  private WarmUpRoom(
      PersistenceId id, RoomStore store, List<RoomCommand> steps, ActorContext<Step> context) {
    super(id);
    this.id = id;
    this.store = store;
    this.steps = steps;
    this.context = context;
  }

  @Override
  public String journalPluginId() {
    return store.journal();
  }

  @Override
  public String snapshotPluginId() {
    return store.snapshots();
  }

  @Override
  public RoomState emptyState() {
    return new RoomState();
  }

  @Override
  public EventHandler<RoomState, RoomEvent> eventHandler() {
    return RoomState::apply;
  }

  @Override
  public SnapshotAdapter<RoomState> snapshotAdapter() {
    return new RoomSnapshots(id.id(), new FormatBoard(FormatBoard.NEWEST));
  }

  @Override
  public SignalHandler<RoomState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), state -> context.getSelf().tell(new Step(0)))
        .build();
  }

  @Override
  public CommandHandler<Step, RoomEvent, RoomState> commandHandler() {
    return (state, step) -> {
      if (step.number() == steps.size()) {
        return Effect().stop();
      }
      return Effect()
          .persist(steps.get(step.number()).decide(state, clock).events())
          .thenRun(after -> context.getSelf().tell(new Step(step.number() + 1)));
    };
  }
}
