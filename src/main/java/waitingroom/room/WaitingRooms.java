package waitingroom.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import waitingroom.room.RoomAnswer.ClaimOutcome;
import waitingroom.room.RoomAnswer.Claimed;
import waitingroom.room.RoomAnswer.Ended;
import waitingroom.room.RoomAnswer.Joined;

/**
 * All rooms of the cluster, for the edges of this node. The only place that knows about sharding.
 *
 * <p>Every method answers with an {@link Outcome}, or fails with {@link Unavailable} when a room
 * cannot answer in time. An outcome is durable when it is there, and this node's {@link #board()}
 * already shows it.
 */
public final class WaitingRooms {

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final WaitingRoomsSettings settings;
  private final RoomMetrics metrics;
  private final StatusBoard board = new StatusBoard();

  /**
   * Tells this run of the node from every other one, so that its batches are never taken for
   * another's.
   */
  private final String incarnation = UUID.randomUUID().toString();

  private final GroupCommits<Integer, Place> joins;
  private final GroupCommits<TokenClaim, SessionTerms> claims;
  private final GroupCommits<SessionEnd, RoomId> ends;

  /** Starts the rooms of this node: sharding, topics, and the board. */
  public WaitingRooms(
      ActorSystem<?> system, WaitingRoomsSettings settings, MeterRegistry registry, Clock clock) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    this.settings = settings;
    this.metrics = new RoomMetrics(registry);
    this.joins = new GroupCommits<>(system, "join", settings.joins(), metrics, this::sendJoins);
    this.claims =
        new GroupCommits<>(system, "claim", settings.sessions(), metrics, this::sendClaims);
    this.ends = new GroupCommits<>(system, "end", settings.sessions(), metrics, this::sendEnds);
    var statuses = topic(RoomStatus.class, "room-status");
    var directories = topic(RoomDirectory.Notice.class, "room-directory");
    var surroundings = new WaitingRoom.Surroundings(clock, metrics, statuses);
    sharding.init(
        Entity.of(
            WaitingRoom.TYPE_KEY,
            entity -> WaitingRoom.create(new RoomId(entity.getEntityId()), surroundings)));
    sharding.init(Entity.of(RoomDirectory.TYPE_KEY, entity -> RoomDirectory.create(directories)));
    system.systemActorOf(
        StatusListener.create(board, statuses, directories, directory()),
        "status-listener",
        Props.empty());
  }

  private <M> ActorRef<Topic.Command<M>> topic(Class<M> type, String name) {
    return system.systemActorOf(Topic.create(type, name), name + "-topic", Props.empty());
  }

  /** Under which name the journal keeps a room's events. */
  public static String persistenceId(RoomId room) {
    return WaitingRoom.persistenceId(room).id();
  }

  /** What this node knows without asking. */
  public StatusBoard board() {
    return board;
  }

  /** Joins the line. */
  public CompletionStage<Outcome<Place>> join(RoomId room) {
    return joins.submit(room, 1);
  }

  private CompletionStage<List<Outcome<Place>>> sendJoins(
      RoomId room, long batch, int attempt, List<Integer> visitors) {
    return askForEach(
        room,
        visitors.size(),
        replyTo -> new WaitingRoom.Join(incarnation, batch, visitors.size(), replyTo),
        Joined.class,
        Joined::places);
  }

  /** The terms of the position's token: its first, or the same as before. */
  public CompletionStage<Outcome<SessionTerms>> claim(RoomId room, TokenClaim claim) {
    return claims.submit(room, claim);
  }

  private CompletionStage<List<Outcome<SessionTerms>>> sendClaims(
      RoomId room, long batch, int attempt, List<TokenClaim> all) {
    return askForEach(
        room,
        all.size(),
        replyTo -> new WaitingRoom.Claim(all, replyTo),
        Claimed.class,
        claimed -> claimed.outcomes().stream().map(ClaimOutcome::outcome).toList());
  }

  /** Completes or abandons a session. */
  public CompletionStage<Outcome<RoomId>> endSession(RoomId room, SessionEnd end) {
    return ends.submit(room, end);
  }

  private CompletionStage<List<Outcome<RoomId>>> sendEnds(
      RoomId room, long batch, int attempt, List<SessionEnd> all) {
    return askForEach(
        room,
        all.size(),
        replyTo -> new WaitingRoom.EndSessions(all, attempt > 1, replyTo),
        Ended.class,
        ended ->
            ended.refusals().stream()
                .map(r -> r == null ? Outcome.done(room) : Outcome.<RoomId>refused(r))
                .toList());
  }

  /** Moves the serving counter; the status holds the new value. */
  public CompletionStage<Outcome<RoomStatus>> incrementServing(RoomId room, long by) {
    return askForStatus(room, replyTo -> new WaitingRoom.IncrementServing(by, replyTo));
  }

  /** Forgets everybody who joined. */
  public CompletionStage<Outcome<RoomStatus>> reset(RoomId room) {
    return askForStatus(room, WaitingRoom.Reset::new);
  }

  /** Closes the room; {@code expectedVersion} as in {@link RoomState#decideConfigure}. */
  public CompletionStage<Outcome<RoomStatus>> close(RoomId room, long expectedVersion) {
    return askForStatus(room, replyTo -> new WaitingRoom.Close(expectedVersion, replyTo));
  }

  /** Live sessions of this second. */
  public CompletionStage<Outcome<Long>> activeSessions(RoomId room) {
    return ask(
        room,
        WaitingRoom.CountActive::new,
        reply ->
            reply.answer() instanceof RoomAnswer.Active active
                ? Outcome.done(active.sessions())
                : Outcome.refused(refusal(reply.answer())));
  }

  /**
   * Opens a room, anew if it was closed, or changes its settings.
   *
   * @param expectedVersion as in {@link RoomState#decideConfigure}
   */
  public CompletionStage<Outcome<RoomStatus>> configure(
      RoomId room, RoomSettings wanted, long expectedVersion) {
    boolean mayBeNew =
        expectedVersion <= RoomState.NOT_OPEN && expectedVersion != RoomState.ANY_VERSION;
    return mayBeNew
        ? register(room, () -> askToConfigure(room, wanted, expectedVersion))
        : configureKnown(room, wanted, expectedVersion);
  }

  /** Who saw a version saw a room: no name is registered for it, since names stay for ever. */
  private CompletionStage<Outcome<RoomStatus>> configureKnown(
      RoomId room, RoomSettings wanted, long expectedVersion) {
    StatusBoard.Entry entry = board.entry(room);
    if (entry instanceof StatusBoard.Entry.Unknown) {
      return CompletableFuture.completedStage(counted(Outcome.refused(Rejection.VERSION_MISMATCH)));
    }
    if (entry instanceof StatusBoard.Entry.Starting && !board.ready()) {
      return CompletableFuture.failedStage(
          new Unavailable("This node has not heard yet which rooms there are"));
    }
    return askToConfigure(room, wanted, expectedVersion);
  }

  private CompletionStage<Outcome<RoomStatus>> askToConfigure(
      RoomId room, RoomSettings wanted, long expectedVersion) {
    return askForStatus(
        room, replyTo -> new WaitingRoom.Configure(wanted, expectedVersion, replyTo));
  }

  /** The name comes first: a room without a name in the directory would answer nobody. */
  private CompletionStage<Outcome<RoomStatus>> register(
      RoomId room, Supplier<CompletionStage<Outcome<RoomStatus>>> next) {
    return Unavailable.orAnswer(
        directory()
            .<RoomDirectory.Registration>ask(
                replyTo -> new RoomDirectory.Register(room, replyTo), settings.askTimeout())
            .thenCompose(
                registration -> {
                  if (!registration.listed()) {
                    return CompletableFuture.completedStage(
                        counted(Outcome.refused(Rejection.TOO_MANY_ROOMS)));
                  }
                  board.learnName(room);
                  return next.get();
                }));
  }

  private EntityRef<RoomDirectory.Command> directory() {
    return sharding.entityRefFor(RoomDirectory.TYPE_KEY, RoomDirectory.ENTITY_ID);
  }

  private CompletionStage<Outcome<RoomStatus>> askForStatus(
      RoomId room, akka.japi.function.Function<ActorRef<RoomReply>, WaitingRoom.Command> command) {
    return ask(
        room,
        command,
        reply ->
            counted(
                reply.answer() instanceof RoomAnswer.Refused refused
                    ? Outcome.refused(refused.reason())
                    : Outcome.done(reply.status())));
  }

  private <T> CompletionStage<T> ask(
      RoomId room,
      akka.japi.function.Function<ActorRef<RoomReply>, WaitingRoom.Command> command,
      Function<RoomReply, T> result) {
    return Unavailable.orAnswer(
        sharding
            .entityRefFor(WaitingRoom.TYPE_KEY, room.value())
            .<RoomReply>ask(command, settings.askTimeout())
            .thenApply(
                reply -> {
                  board.learn(reply.status());
                  return result.apply(reply);
                }));
  }

  /** Asks on behalf of a batch, whose members are refused together or answered one by one. */
  private <A extends RoomAnswer, T> CompletionStage<List<Outcome<T>>> askForEach(
      RoomId room,
      int count,
      akka.japi.function.Function<ActorRef<RoomReply>, WaitingRoom.Command> command,
      Class<A> expected,
      Function<A, List<Outcome<T>>> outcomes) {
    return ask(
        room,
        command,
        reply ->
            expected.isInstance(reply.answer())
                ? outcomes.apply(expected.cast(reply.answer()))
                : Collections.nCopies(count, Outcome.refused(refusal(reply.answer()))));
  }

  private <T> Outcome<T> counted(Outcome<T> outcome) {
    metrics.count(outcome);
    return outcome;
  }

  private static Rejection refusal(RoomAnswer answer) {
    if (answer instanceof RoomAnswer.Refused refused) {
      return refused.reason();
    }
    throw new IllegalStateException("Unexpected answer of a room: " + answer);
  }
}
