package waitingroom.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * One room: the only writer of its counters and sessions.
 *
 * <p>Life of a command: the {@link RoomState} decides, its events (if any) are persisted in one
 * write, they are applied, the sender gets its answer together with the new status, and the status
 * goes out to all nodes. A command is answered only when what it says is durable. Raw joins never
 * come here: they arrive in batches, one under way per node ({@link GroupCommit}).
 */
public final class WaitingRoom
    extends EventSourcedBehaviorWithEnforcedReplies<WaitingRoom.Command, RoomEvent, RoomState> {

  /** What a room understands. */
  public sealed interface Command {}

  /** A command that came through sharding and is answered. */
  sealed interface Request extends Command, CborSerializable {
    ActorRef<RoomReply> replyTo();
  }

  record Join(String origin, long batch, int count, ActorRef<RoomReply> replyTo)
      implements Request {}

  record Claim(List<TokenClaim> claims, ActorRef<RoomReply> replyTo) implements Request {
    Claim {
      claims = List.copyOf(claims);
    }
  }

  /** {@code again}: the sender heard nothing of its first try, which may have been carried out. */
  record EndSessions(List<SessionEnd> ends, boolean again, ActorRef<RoomReply> replyTo)
      implements Request {
    EndSessions {
      ends = List.copyOf(ends);
    }
  }

  record IncrementServing(long by, ActorRef<RoomReply> replyTo) implements Request {}

  record Configure(RoomSettings settings, long expectedVersion, ActorRef<RoomReply> replyTo)
      implements Request {}

  record Reset(ActorRef<RoomReply> replyTo) implements Request {}

  record Close(long expectedVersion, ActorRef<RoomReply> replyTo) implements Request {}

  record CountActive(ActorRef<RoomReply> replyTo) implements Request {}

  /** Repeats the status and sweeps expired sessions. */
  enum Tick implements Command {
    INSTANCE
  }

  /** The pause after the last publication is over. */
  enum Publish implements Command {
    INSTANCE
  }

  public static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, "WaitingRoom");

  private static final Duration TICK = Duration.ofSeconds(2);

  /**
   * Snapshots are copies of everything inside: seldom enough to cost little, often enough to
   * recover in well under 2 s.
   */
  private static final int EVENTS_PER_SNAPSHOT = 1000;

  private final RoomId room;
  private final Clock clock;
  private final RoomMetrics metrics;
  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final StatusPublisher publisher;

  /** What a room is given from outside, besides its name. */
  record Surroundings(
      Clock clock, RoomMetrics metrics, ActorRef<Topic.Command<RoomStatus>> statusTopic) {}

  static Behavior<Command> create(RoomId room, Surroundings surroundings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new WaitingRoom(room, surroundings, context, timers)));
  }

  static PersistenceId persistenceId(RoomId room) {
    return PersistenceId.of(TYPE_KEY.name(), room.value());
  }

  private WaitingRoom(
      RoomId room,
      Surroundings surroundings,
      ActorContext<Command> context,
      TimerScheduler<Command> timers) {
    super(
        persistenceId(room),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.1));
    this.room = room;
    this.clock = surroundings.clock();
    this.metrics = surroundings.metrics();
    this.context = context;
    this.timers = timers;
    this.publisher = new StatusPublisher(surroundings.statusTopic(), timers, System::nanoTime);
  }

  @Override
  public RoomState emptyState() {
    return new RoomState();
  }

  @Override
  public CommandHandlerWithReply<Command, RoomEvent, RoomState> commandHandler() {
    return newCommandHandlerWithReplyBuilder()
        .forAnyState()
        .onCommand(Join.class, this::onJoin)
        .onCommand(Claim.class, this::onClaim)
        .onCommand(EndSessions.class, this::onEndSessions)
        .onCommand(IncrementServing.class, this::onIncrementServing)
        .onCommand(Configure.class, this::onConfigure)
        .onCommand(Reset.class, this::onReset)
        .onCommand(Close.class, this::onClose)
        .onCommand(CountActive.class, this::onCountActive)
        .onCommand(Tick.class, (state, tick) -> onTick(state))
        .onCommand(Publish.class, (state, publish) -> onPublish(state))
        .build();
  }

  private ReplyEffect<RoomEvent, RoomState> onJoin(RoomState state, Join join) {
    return carryOut(
        join, state, state.decideJoin(join.origin(), join.batch(), join.count(), clock.millis()));
  }

  private ReplyEffect<RoomEvent, RoomState> onClaim(RoomState state, Claim claim) {
    return carryOut(claim, state, state.decideClaims(claim.claims(), clock.millis()));
  }

  private ReplyEffect<RoomEvent, RoomState> onEndSessions(RoomState state, EndSessions end) {
    return carryOut(end, state, state.decideEnds(end.ends(), end.again(), clock.millis()));
  }

  private ReplyEffect<RoomEvent, RoomState> onIncrementServing(
      RoomState state, IncrementServing increment) {
    return carryOut(increment, state, state.decideIncrementServing(increment.by(), clock.millis()));
  }

  private ReplyEffect<RoomEvent, RoomState> onConfigure(RoomState state, Configure configure) {
    return carryOut(
        configure,
        state,
        state.decideConfigure(configure.settings(), configure.expectedVersion(), clock.millis()));
  }

  private ReplyEffect<RoomEvent, RoomState> onReset(RoomState state, Reset reset) {
    return carryOut(reset, state, state.decideReset(clock.millis()));
  }

  private ReplyEffect<RoomEvent, RoomState> onClose(RoomState state, Close close) {
    return carryOut(close, state, state.decideClose(close.expectedVersion(), clock.millis()));
  }

  private ReplyEffect<RoomEvent, RoomState> onCountActive(RoomState state, CountActive count) {
    return carryOut(count, state, state.decideActive(clock.millis()));
  }

  private ReplyEffect<RoomEvent, RoomState> carryOut(
      Request request, RoomState state, Decision decision) {
    if (decision.events().isEmpty()) {
      return Effect().reply(request.replyTo(), new RoomReply(decision.answer(), status(state)));
    }
    long sinceNanos = System.nanoTime();
    return Effect()
        .persist(decision.events())
        .thenRun(after -> persisted(after, decision, sinceNanos))
        .thenReply(request.replyTo(), after -> new RoomReply(decision.answer(), status(after)));
  }

  private void persisted(RoomState state, Decision decision, long sinceNanos) {
    metrics.persisted(System.nanoTime() - sinceNanos);
    publisher.changed(status(state));
    for (RoomEvent event : decision.events()) {
      if (!event.ofVisitors()) {
        context.getLog().info("Room changed: room={} event={}", room, event);
      }
    }
  }

  private ReplyEffect<RoomEvent, RoomState> onTick(RoomState state) {
    if (state.phase() != Phase.NEVER_OPENED) {
      publisher.publish(status(state));
    }
    return Effect().persist(state.decideSweep(clock.millis()).events()).thenNoReply();
  }

  private ReplyEffect<RoomEvent, RoomState> onPublish(RoomState state) {
    publisher.publish(status(state));
    return Effect().noReply();
  }

  private RoomStatus status(RoomState state) {
    return state.status(room, lastSequenceNumber(context));
  }

  @Override
  public EventHandler<RoomState, RoomEvent> eventHandler() {
    return RoomState::apply;
  }

  @Override
  public SignalHandler<RoomState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .build();
  }

  /** The timer starts here because a failed write, after which the room recovers, cancels it. */
  private void onRecovered(RoomState state) {
    timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK);
    RoomStatus status = status(state);
    context
        .getLog()
        .info("Room is up: room={} phase={} counters={}", room, status.phase(), status.counters());
    if (status.phase() != Phase.NEVER_OPENED) {
      publisher.publish(status);
    }
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 2);
  }

  @Override
  public SnapshotAdapter<RoomState> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(RoomState state) {
        return state.toSnapshot();
      }

      @Override
      public RoomState fromJournal(Object snapshot) {
        return RoomState.fromSnapshot((RoomSnapshot) snapshot);
      }
    };
  }
}
