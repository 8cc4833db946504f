package waitingroom.room.cluster;

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
import java.util.function.BooleanSupplier;
import waitingroom.fence.Fence;
import waitingroom.inlet.AlarmStates;
import waitingroom.room.Decision;
import waitingroom.room.Housekeeping;
import waitingroom.room.HousekeepingSettings;
import waitingroom.room.Phase;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomClock;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomId;
import waitingroom.room.RoomState;
import waitingroom.room.RoomStatus;
import waitingroom.room.commit.GroupCommit;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.store.CborSerializable;

/**
 * One room: the only writer of its counters and sessions.
 *
 * <p>Life of a request: the {@link RoomState} decides, its events (if any) are applied and
 * persisted in one write while everybody else waits, the sender gets its answer together with the
 * new status, and the status goes out to all nodes. A request is answered only when what it says is
 * durable. Raw joins never come here: they arrive in batches, one under way per node ({@link
 * GroupCommit}).
 *
 * <p>A node that stood still for long may have been given up by the others, and its rooms may run
 * there: then this one writes and answers nothing more ({@link Fence}).
 *
 * <p>What happens by itself, such as expiry and the inlet's doing, happens on a tick or right after
 * a change, and is persisted like anything else.
 */
public final class WaitingRoom
    extends EventSourcedBehaviorWithEnforcedReplies<WaitingRoom.Command, RoomEvent, RoomState> {

  /** What a room understands. */
  public sealed interface Command permits RoomRequest, Heartbeat, Tick, LetIn, Publish {}

  /**
   * Heartbeats of a second, as one node gathered them.
   *
   * @param positions bitmap, RoaringBitmap's portable 64-bit format
   */
  record Heartbeat(long epoch, byte[] positions, ActorRef<RoomReply> replyTo)
      implements Command, CborSerializable {}

  /** Looks at what is due. */
  enum Tick implements Command {
    INSTANCE
  }

  /** Something changed: the inlet may let somebody in. */
  enum LetIn implements Command {
    INSTANCE
  }

  /** The pause after the last publication is over, or it is time to repeat the status. */
  enum Publish implements Command {
    INSTANCE
  }

  public static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, RoomId.ENTITY_TYPE);

  /** Nodes that were not listening hear it then. */
  private static final Duration REPEAT = Duration.ofSeconds(2);

  /**
   * Snapshots are copies of everything inside: seldom enough to cost little, often enough to
   * recover in well under 2 s.
   */
  private static final int EVENTS_PER_SNAPSHOT = 1000;

  private final RoomId room;
  private final Dependencies dependencies;
  private final RoomClock clock;
  private final Housekeeping housekeeping;
  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final StatusPublisher publisher;
  private final SessionNews sessionNews;
  private Duration tick = Duration.ZERO;

  /**
   * What a room is given from outside, besides its name.
   *
   * @param housekeeping how often to look at what is due
   * @param overtaken whether another node may run this room by now
   */
  record Dependencies(
      Clock clock,
      RoomMetrics metrics,
      ActorRef<Topic.Command<RoomStatus>> statusTopic,
      ActorRef<Topic.Command<SessionsOver>> sessionTopic,
      AlarmStates alarms,
      HousekeepingSettings housekeeping,
      BooleanSupplier overtaken) {}

  static Behavior<Command> create(RoomId room, Dependencies dependencies) {
    return Fence.around(
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> new WaitingRoom(room, dependencies, context, timers))),
        dependencies.overtaken());
  }

  private WaitingRoom(
      RoomId room,
      Dependencies dependencies,
      ActorContext<Command> context,
      TimerScheduler<Command> timers) {
    super(
        PersistenceId.ofUniqueId(room.persistenceId()),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.1));
    this.room = room;
    this.dependencies = dependencies;
    this.clock = new RoomClock(dependencies.clock());
    this.housekeeping =
        new Housekeeping(
            dependencies.housekeeping(), dependencies.metrics().sweeps(room), System::nanoTime);
    this.context = context;
    this.timers = timers;
    this.publisher = new StatusPublisher(dependencies.statusTopic(), timers, System::nanoTime);
    this.sessionNews = new SessionNews(room, dependencies.sessionTopic());
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
    Decision decision = request.decide(state, clock);
    if (decision.events().isEmpty()) {
      return Effect().reply(request.replyTo(), new RoomReply(decision.answer(), status(state)));
    }
    long sinceNanos = System.nanoTime();
    return Effect()
        .persist(decision.events())
        .thenRun(
            after -> {
              persisted(after, decision.events(), sinceNanos);
              request.replyTo().tell(new RoomReply(decision.answer(), status(after)));
            })
        .thenNoReply();
  }

  private ReplyEffect<RoomEvent, RoomState> onHeartbeat(RoomState state, Heartbeat beat) {
    RoomAnswer answer =
        housekeeping.heard(state, beat.epoch(), beat.positions(), clock.lineMillis());
    return Effect().reply(beat.replyTo(), new RoomReply(answer, status(state)));
  }

  /** The inlet has its turn at every tick, also when something else is due at each of them. */
  private ReplyEffect<RoomEvent, RoomState> onTick(RoomState state) {
    context.getSelf().tell(LetIn.INSTANCE);
    return persist(housekeeping.due(state, clock));
  }

  private ReplyEffect<RoomEvent, RoomState> onLetIn(RoomState state) {
    return persist(housekeeping.letIn(state, dependencies.alarms(), clock));
  }

  private ReplyEffect<RoomEvent, RoomState> persist(List<RoomEvent> events) {
    if (events.isEmpty()) {
      return Effect().noReply();
    }
    long sinceNanos = System.nanoTime();
    return Effect()
        .persist(events)
        .thenRun(after -> persisted(after, events, sinceNanos))
        .thenNoReply();
  }

  /** The inlet comes before whatever the sender does with its answer. */
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
      if (!event.frequent()) {
        context.getLog().info("Room changed: room={} event={}", room, event);
        keepTime(state);
      }
    }
  }

  private void keepTime(RoomState state) {
    Duration wanted = housekeeping.tick(state);
    if (!wanted.equals(tick)) {
      tick = wanted;
      timers.startTimerWithFixedDelay(Tick.INSTANCE, wanted);
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
    return RoomState::apply;
  }

  @Override
  public SignalHandler<RoomState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .build();
  }

  /** The timers start here because a failed write, after which the room recovers, cancels them. */
  private void onRecovered(RoomState state) {
    clock.notBefore(state.line().latestMillis());
    housekeeping.startAnew(clock.lineMillis());
    tick = Duration.ZERO;
    keepTime(state);
    timers.startTimerWithFixedDelay("repeat", Publish.INSTANCE, REPEAT);
    RoomStatus status = status(state);
    context
        .getLog()
        .info("Room is up: room={} phase={} counters={}", room, status.phase(), status.counters());
    context.getSelf().tell(Publish.INSTANCE);
  }

  /** A room that is closed needs none of its events any more: they can be deleted. */
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
    return new RoomSnapshots();
  }
}
