package waitingroom.room.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
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
import java.time.Duration;
import java.util.List;
import waitingroom.fence.Fence;
import waitingroom.room.Decision;
import waitingroom.room.Housekeeping;
import waitingroom.room.Phase;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomClock;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.FormatRaised;
import waitingroom.room.RoomId;
import waitingroom.room.RoomState;
import waitingroom.room.RoomStatus;
import waitingroom.room.commit.GroupCommit;
import waitingroom.store.CborSerializable;
import waitingroom.store.LaterFormat;

/**
 * One room: the only writer of its counters and sessions.
 *
 * <p>Life of a request: its command decides, the events (if any) are applied and persisted in one
 * write while other requests wait, the sender gets its answer together with the new status, and the
 * status is published to all nodes. A request is answered only when its result is durable. Single
 * joins never arrive here: they come in batches, one under way per node ({@link GroupCommit}).
 *
 * <p>A node that stood still for long may have been downed by the others, and its rooms may run
 * there: then this one writes and answers nothing more ({@link Fence}).
 *
 * <p>Automatic changes, such as expiry and the inlet's turn, happen on a tick or right after
 * another change, and are persisted like any other.
 *
 * <p>After the cluster's format was raised, the next write starts with {@link FormatRaised}.
 */
public final class WaitingRoom
    extends EventSourcedBehaviorWithEnforcedReplies<WaitingRoom.Command, RoomEvent, RoomState> {

  /** Messages to a room. */
  public sealed interface Command permits RoomRequest, Heartbeat, Tick, LetIn, Publish {}

  /**
   * Heartbeats that one node gathered within a second.
   *
   * @param positions bitmap, RoaringBitmap's portable 64-bit format
   */
  record Heartbeat(long epoch, byte[] positions, ActorRef<RoomReply> replyTo)
      implements Command, CborSerializable {}

  /** Housekeeping is due. */
  enum Tick implements Command {
    INSTANCE
  }

  /** The inlet's turn. */
  enum LetIn implements Command {
    INSTANCE
  }

  /** The pause after the last publication has ended, or the status is to be repeated. */
  enum Publish implements Command {
    INSTANCE
  }

  public static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, RoomId.ENTITY_TYPE);

  /** Interval at which the status is repeated, for nodes that missed it. */
  private static final Duration REPEAT = Duration.ofSeconds(2);

  /**
   * A snapshot copies the whole room: rare enough to cost little, often enough to recover in well
   * under 2 s.
   */
  private static final int EVENTS_PER_SNAPSHOT = 1000;

  private static final BackoffSupervisorStrategy RESTART =
      SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.1);

  private final RoomId room;
  private final RoomDependencies dependencies;
  private final RoomClock clock;
  private final Housekeeping housekeeping;
  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final StatusPublisher publisher;
  private final SessionNews sessionNews;
  private final RoomTicks ticks;

  static Behavior<Command> create(RoomId room, RoomDependencies dependencies) {
    return Fence.around(
        Behaviors.<Command>supervise(
                Behaviors.setup(
                    context ->
                        Behaviors.withTimers(
                            timers -> new WaitingRoom(room, dependencies, context, timers))))
            .onFailure(LaterFormat.class, RESTART),
        dependencies.overtaken());
  }

  private WaitingRoom(
      RoomId room,
      RoomDependencies dependencies,
      ActorContext<Command> context,
      TimerScheduler<Command> timers) {
    super(PersistenceId.ofUniqueId(room.persistenceId()), RESTART);
    this.room = room;
    this.dependencies = dependencies;
    this.clock = new RoomClock(dependencies.clock());
    this.housekeeping =
        new Housekeeping(
            dependencies.housekeeping(), dependencies.metrics().sweeps(room), System::nanoTime);
    this.context = context;
    this.timers = timers;
    this.ticks = new RoomTicks(timers, housekeeping, clock);
    this.publisher = new StatusPublisher(dependencies.statuses(), timers, System::nanoTime);
    this.sessionNews = new SessionNews(room, dependencies.endedSessions());
  }

  @Override
  public String journalPluginId() {
    return dependencies.store().journal();
  }

  @Override
  public String snapshotPluginId() {
    return dependencies.store().snapshots();
  }

  @Override
  public RoomState emptyState() {
    return new RoomState();
  }

  @Override
  public CommandHandlerWithReply<Command, RoomEvent, RoomState> commandHandler() {
    return newCommandHandlerWithReplyBuilder()
        .forAnyState()
        .onCommand(RoomRequest.class, this::onRequest)
        .onCommand(Heartbeat.class, this::onHeartbeat)
        .onCommand(Tick.class, (state, tick) -> onTick(state))
        .onCommand(LetIn.class, (state, letIn) -> onLetIn(state))
        .onCommand(Publish.class, (state, publish) -> onPublish(state))
        .build();
  }

  private ReplyEffect<RoomEvent, RoomState> onRequest(RoomState state, RoomRequest request) {
    List<RoomEvent> stage = ticks.due(state);
    if (!stage.isEmpty()) {
      return persist(state, stage, () -> context.getSelf().tell(request));
    }
    int format = Math.max(state.format(), dependencies.formats().raised());
    Decision decision = request.command().decide(state, clock).within(format);
    if (decision.events().isEmpty()) {
      return Effect().reply(request.replyTo(), new RoomReply(decision.answer(), status(state)));
    }
    List<RoomEvent> events = inFormat(state, decision.events());
    long sinceNanos = System.nanoTime();
    return Effect()
        .persist(events)
        .thenRun(after -> persisted(after, events, sinceNanos))
        .thenReply(request.replyTo(), after -> new RoomReply(decision.answer(), status(after)));
  }

  private ReplyEffect<RoomEvent, RoomState> onHeartbeat(RoomState state, Heartbeat beat) {
    RoomAnswer answer =
        housekeeping.heard(state, beat.epoch(), beat.positions(), clock.lineMillis());
    return Effect().reply(beat.replyTo(), new RoomReply(answer, status(state)));
  }

  /** The inlet has its turn at every tick, even when housekeeping has events at each. */
  private ReplyEffect<RoomEvent, RoomState> onTick(RoomState state) {
    ticks.keep(state);
    context.getSelf().tell(LetIn.INSTANCE);
    List<RoomEvent> stage = ticks.due(state);
    return persist(state, stage.isEmpty() ? housekeeping.due(state, clock) : stage);
  }

  private ReplyEffect<RoomEvent, RoomState> onLetIn(RoomState state) {
    List<RoomEvent> stage = ticks.due(state);
    return stage.isEmpty()
        ? persist(state, housekeeping.letIn(state, dependencies.alarms(), clock))
        : persist(state, stage, () -> context.getSelf().tell(LetIn.INSTANCE));
  }

  private ReplyEffect<RoomEvent, RoomState> persist(RoomState state, List<RoomEvent> due) {
    return due.isEmpty() ? Effect().noReply() : persist(state, due, () -> {});
  }

  private ReplyEffect<RoomEvent, RoomState> persist(
      RoomState state, List<RoomEvent> due, Runnable afterwards) {
    List<RoomEvent> events = inFormat(state, due);
    long sinceNanos = System.nanoTime();
    return Effect()
        .persist(events)
        .thenRun(after -> persisted(after, events, sinceNanos))
        .thenRun(after -> afterwards.run())
        .thenNoReply();
  }

  private List<RoomEvent> inFormat(RoomState state, List<RoomEvent> events) {
    return dependencies
        .formats()
        .raising(state.format(), events, number -> new FormatRaised(number, clock.lineMillis()));
  }

  /** Gives the inlet its turn before anything that the sender does with its answer. */
  private void persisted(RoomState state, List<RoomEvent> events, long sinceNanos) {
    dependencies.metrics().persisted(System.nanoTime() - sinceNanos);
    sessionNews.gather(state.epoch(), events);
    if (publisher.changed(status(state))) {
      sessionNews.publish(state);
    }
    if (state.settings().inlet().actsAtOnce()) {
      context.getSelf().tell(LetIn.INSTANCE);
    }
    for (RoomEvent event : events) {
      if (OperatorEvents.include(event)) {
        context.getLog().info("Room changed: room={} event={}", room, event);
        ticks.keep(state);
      }
    }
  }

  private ReplyEffect<RoomEvent, RoomState> onPublish(RoomState state) {
    if (state.phase() != Phase.NEVER_OPENED) {
      publisher.publish(status(state));
      sessionNews.publish(state);
    }
    return Effect().noReply();
  }

  private RoomStatus status(RoomState state) {
    return state.status(room, lastSequenceNumber(context));
  }

  @Override
  public EventHandler<RoomState, RoomEvent> eventHandler() {
    return (state, event) ->
        state.apply(dependencies.formats().readable(room.persistenceId(), event));
  }

  @Override
  public SignalHandler<RoomState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .build();
  }

  /** Starts the timers, because a failed write cancels them and makes the room recover. */
  private void onRecovered(RoomState state) {
    ticks.restart(state);
    timers.startTimerWithFixedDelay("repeat", Publish.INSTANCE, REPEAT);
    RoomStatus status = status(state);
    context
        .getLog()
        .info(
            "Room recovered: room={} phase={} counters={}",
            room,
            status.phase(),
            status.counters());
    context.getSelf().tell(Publish.INSTANCE);
  }

  /** A closed room no longer needs its events: after the snapshot they can be deleted. */
  @Override
  public boolean shouldSnapshot(RoomState state, RoomEvent event, long sequenceNr) {
    return event instanceof RoomEvent.RoomClosed;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 2);
  }

  @Override
  public SnapshotAdapter<RoomState> snapshotAdapter() {
    return new RoomSnapshots(room.persistenceId(), dependencies.formats());
  }
}
