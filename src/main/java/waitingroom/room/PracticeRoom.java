package waitingroom.room;

import akka.actor.typed.ActorRef;
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

/**
 * A room for practice ({@link Rehearsal}): recovers, plays its part and stops. It has the rules,
 * the events and the snapshots of a {@link WaitingRoom}, and answers nobody.
 */
final class PracticeRoom extends EventSourcedBehavior<PracticeRoom.Line, RoomEvent, RoomState> {
  private static final PersistenceId NO_ROOM = PersistenceId.ofUniqueId("rehearsal");

  /**
   * The next line of its part.
   *
   * @param number from 0
   */
  record Line(int number) {}

  /** Where the events come from and go to. */
  private enum Stage {
    DATABASE("", ""),
    MEMORY("akka.persistence.journal.inmem", "akka.persistence.no-snapshot-store");

    private final String journal;
    private final String snapshots;

    Stage(String journal, String snapshots) {
      this.journal = journal;
      this.snapshots = snapshots;
    }
  }

  private final Stage stage;
  private final List<RoomRequest> part;
  private final ActorContext<Line> context;
  private final RoomClock clock = new RoomClock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  /** Reads this room in the database. */
  static Behavior<Line> reading(RoomId room) {
    return reading(WaitingRoom.persistenceId(room));
  }

  /** Looks in the database for a room that is not there. */
  static Behavior<Line> readingNothing() {
    return reading(NO_ROOM);
  }

  private static Behavior<Line> reading(PersistenceId id) {
    return Behaviors.setup(context -> new PracticeRoom(id, Stage.DATABASE, List.of(), context));
  }

  /** People join, are let in and fetch a token, all of it in memory. */
  static Behavior<Line> playing() {
    return Behaviors.setup(
        context ->
            new PracticeRoom(
                NO_ROOM, Stage.MEMORY, part(context.getSystem().ignoreRef()), context));
  }

  private static List<RoomRequest> part(ActorRef<RoomReply> nobody) {
    TokenClaim claim = new TokenClaim(1, 1, "issuer", "key", null);
    return List.of(
        new RoomRequest.Configure(RoomSettings.DEFAULT, RoomState.ANY_VERSION, nobody),
        new RoomRequest.Join("rehearsal", 1, 2, nobody),
        new RoomRequest.IncrementServing(1, nobody),
        new RoomRequest.Claim(List.of(claim), nobody));
  }

  private PracticeRoom(
      PersistenceId id, Stage stage, List<RoomRequest> part, ActorContext<Line> context) {
    super(id);
    this.stage = stage;
    this.part = part;
    this.context = context;
  }

  @Override
  public String journalPluginId() {
    return stage.journal;
  }

  @Override
  public String snapshotPluginId() {
    return stage.snapshots;
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
    return new RoomSnapshots();
  }

  @Override
  public SignalHandler<RoomState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), state -> context.getSelf().tell(new Line(0)))
        .build();
  }

  @Override
  public CommandHandler<Line, RoomEvent, RoomState> commandHandler() {
    return (state, line) -> {
      if (line.number() == part.size()) {
        return Effect().stop();
      }
      return Effect()
          .persist(part.get(line.number()).decide(state, clock).events())
          .thenRun(after -> context.getSelf().tell(new Line(line.number() + 1)));
    };
  }
}
