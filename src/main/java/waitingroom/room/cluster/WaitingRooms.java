package waitingroom.room.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmStates;
import waitingroom.room.LineRules;
import waitingroom.room.Outcome;
import waitingroom.room.Place;
import waitingroom.room.PositionQuery;
import waitingroom.room.Rejection;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomAnswer.ClaimOutcome;
import waitingroom.room.RoomAnswer.Claimed;
import waitingroom.room.RoomAnswer.Ended;
import waitingroom.room.RoomAnswer.Joined;
import waitingroom.room.RoomAnswer.LetIn;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomState;
import waitingroom.room.RoomStatus;
import waitingroom.room.SessionEnd;
import waitingroom.room.SessionTerms;
import waitingroom.room.TokenClaim;
import waitingroom.room.TokenStanding;
import waitingroom.room.commit.GroupCommits;
import waitingroom.room.commit.GroupCommits.Attempt;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.store.Unavailable;

/**
 * All rooms of the cluster, for the edges of this node. The only place that knows about sharding.
 *
 * <p>Every method answers with an {@link Outcome}, or fails with {@link Unavailable} when a room
 * cannot answer in time. An outcome is durable when it is there, and this node's {@link #board()}
 * already shows it.
 */
public final class WaitingRooms {
  /** How long heartbeats are gathered. */
  private static final Duration HEARTBEATS = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final RoomClient rooms;
  private final StatusBoard board = new StatusBoard();
  private final SessionBoard sessionBoard = new SessionBoard();

  /** Of this run of the node, so that its batches are never taken for another's. */
  private final String incarnation = UUID.randomUUID().toString();

  private final GroupCommits<Integer, Place> joins;
  private final GroupCommits<TokenClaim, SessionTerms> claims;
  private final GroupCommits<SessionEnd, RoomId> ends;
  private final GroupCommits<PositionQuery, Long> expiries;
  private final HeartbeatGatherer heartbeats;
  private final RoomOpening opening;

  /** Starts the rooms of this node, which write nothing once it is {@code overtaken}. */
  public WaitingRooms(
      ActorSystem<?> system,
      WaitingRoomsSettings settings,
      AlarmStates alarms,
      MeterRegistry registry,
      BooleanSupplier overtaken,
      Clock clock) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    RoomMetrics metrics = new RoomMetrics(registry);
    this.rooms = new RoomClient(system, settings.askTimeout(), board, metrics);
    this.heartbeats = new HeartbeatGatherer(rooms::heartbeats);
    this.joins = new GroupCommits<>(system, "join", settings.joins(), metrics, this::sendJoins);
    this.claims =
        new GroupCommits<>(system, "claim", settings.sessions(), metrics, this::sendClaims);
    this.ends = new GroupCommits<>(system, "end", settings.sessions(), metrics, this::sendEnds);
    this.expiries =
        new GroupCommits<>(
            system, "expiry", settings.sessions().withoutRest(), metrics, this::sendExpiries);
    var statuses = topic(RoomStatus.class, "room-status");
    var sessionsOver = topic(SessionsOver.class, "sessions-over");
    var directories = topic(RoomDirectoryEntity.Notice.class, "room-directory");
    var dependencies =
        new WaitingRoom.Dependencies(
            clock, metrics, statuses, sessionsOver, alarms, settings.housekeeping(), overtaken);
    sharding.init(
        Entity.of(
            WaitingRoom.TYPE_KEY,
            entity -> WaitingRoom.create(new RoomId(entity.getEntityId()), dependencies)));
    sharding.init(
        Entity.of(
            RoomDirectoryEntity.TYPE_KEY,
            entity -> RoomDirectoryEntity.create(directories, overtaken)));
    this.opening = new RoomOpening(rooms, board, directory(), settings.askTimeout());
    system.systemActorOf(
        StatusListener.create(board, statuses, directories, directory()),
        "status-listener",
        Props.empty());
    system.systemActorOf(
        SessionListener.create(
            sessionBoard,
            sessionsOver,
            (room, request) ->
                sharding.entityRefFor(WaitingRoom.TYPE_KEY, room.value()).tell(request)),
        "session-listener",
        Props.empty());
    system
        .scheduler()
        .scheduleWithFixedDelay(
            HEARTBEATS, HEARTBEATS, heartbeats::flush, system.executionContext());
  }

  private <M> ActorRef<Topic.Command<M>> topic(Class<M> type, String name) {
    return system.systemActorOf(Topic.create(type, name), name + "-topic", Props.empty());
  }

  /** What this node knows without asking. */
  public StatusBoard board() {
    return board;
  }

  /** Which sessions this node knows to be over. */
  public SessionBoard sessionBoard() {
    return sessionBoard;
  }

  /** Joins the line. */
  public CompletionStage<Outcome<Place>> join(RoomId room) {
    return joins.submit(room, 1);
  }

  private CompletionStage<List<Outcome<Place>>> sendJoins(Attempt attempt, List<Integer> visitors) {
    return rooms.each(
        attempt,
        visitors.size(),
        replyTo -> new RoomRequest.Join(incarnation, attempt.batch(), visitors.size(), replyTo),
        Joined.class,
        joined -> joined.places(visitors.size()));
  }

  /** The terms of the position's token: its first, or the same as before. */
  public CompletionStage<Outcome<SessionTerms>> claim(RoomId room, TokenClaim claim) {
    return claims.submit(room, claim);
  }

  private CompletionStage<List<Outcome<SessionTerms>>> sendClaims(
      Attempt attempt, List<TokenClaim> all) {
    return rooms.each(
        attempt,
        all.size(),
        replyTo -> new RoomRequest.Claim(all, replyTo),
        Claimed.class,
        claimed -> claimed.outcomes().stream().map(ClaimOutcome::outcome).toList());
  }

  /** Completes or abandons a session. */
  public CompletionStage<Outcome<RoomId>> endSession(RoomId room, SessionEnd end) {
    return ends.submit(room, end);
  }

  private CompletionStage<List<Outcome<RoomId>>> sendEnds(Attempt attempt, List<SessionEnd> all) {
    return rooms.each(
        attempt,
        all.size(),
        replyTo -> new RoomRequest.EndSessions(all, attempt.number() > 1, replyTo),
        Ended.class,
        ended -> ended(attempt.room(), all, ended.refusals()));
  }

  private List<Outcome<RoomId>> ended(
      RoomId room, List<SessionEnd> ends, List<@Nullable Rejection> refusals) {
    List<Outcome<RoomId>> outcomes = new ArrayList<>(ends.size());
    for (int i = 0; i < ends.size(); i++) {
      Rejection refusal = refusals.get(i);
      if (refusal == null) {
        sessionBoard.learn(room, ends.get(i).epoch(), ends.get(i).position());
      }
      outcomes.add(refusal == null ? Outcome.done(room) : Outcome.refused(refusal));
    }
    return outcomes;
  }

  /** Seconds that a position has to fetch its token, batched because a crowd may ask. */
  public CompletionStage<Outcome<Long>> expiresIn(RoomId room, PositionQuery query) {
    return expiries.submit(room, query);
  }

  private CompletionStage<List<Outcome<Long>>> sendExpiries(
      Attempt attempt, List<PositionQuery> all) {
    return rooms.each(
        attempt,
        all.size(),
        replyTo -> new RoomRequest.AskExpiries(all, replyTo),
        RoomAnswer.Expiries.class,
        answer -> answer.outcomes().stream().map(RoomAnswer.ExpiryOutcome::outcome).toList());
  }

  /** What has become of the token of a position, and of its session. */
  public CompletionStage<Outcome<TokenStanding>> standing(RoomId room, PositionQuery query) {
    return rooms.one(
        room,
        replyTo -> new RoomRequest.AskStanding(query, replyTo),
        RoomAnswer.Standing.class,
        RoomAnswer.Standing::standing);
  }

  /** A session shows that it is alive; false when it is known to be over. */
  public boolean heartbeat(RoomId room, long epoch, long position) {
    return heartbeats.beat(room, epoch, position);
  }

  /** A message of the shop to the inlet {@code max_size}; see {@link LineRules#maxSize}. */
  public CompletionStage<Outcome<LetIn>> maxSize(
      RoomId room, @Nullable Long exited, List<SessionEnd> ends) {
    return rooms.one(
        room,
        replyTo -> new RoomRequest.MaxSizeMessage(exited, ends, replyTo),
        LetIn.class,
        letIn -> letIn);
  }

  /** Moves the serving counter; the status holds the new value. */
  public CompletionStage<Outcome<RoomStatus>> incrementServing(RoomId room, long by) {
    return rooms.status(room, replyTo -> new RoomRequest.IncrementServing(by, replyTo));
  }

  /** Forgets everybody who joined. */
  public CompletionStage<Outcome<RoomStatus>> reset(RoomId room) {
    return rooms.status(room, RoomRequest.Reset::new);
  }

  /** Closes the room; {@code expectedVersion} as in {@link RoomState#decideConfigure}. */
  public CompletionStage<Outcome<RoomStatus>> close(RoomId room, long expectedVersion) {
    return rooms.status(room, replyTo -> new RoomRequest.Close(expectedVersion, replyTo));
  }

  /** Live sessions of this second. */
  public CompletionStage<Outcome<Long>> activeSessions(RoomId room) {
    return rooms.one(
        room, RoomRequest.CountActive::new, RoomAnswer.Active.class, RoomAnswer.Active::sessions);
  }

  /**
   * Opens a room, anew if it was closed, or changes its settings.
   *
   * @param expectedVersion as in {@link RoomState#decideConfigure}
   */
  public CompletionStage<Outcome<RoomStatus>> configure(
      RoomId room, RoomSettings wanted, long expectedVersion) {
    return opening.configure(room, wanted, expectedVersion);
  }

  private EntityRef<RoomDirectoryEntity.Command> directory() {
    return sharding.entityRefFor(RoomDirectoryEntity.TYPE_KEY, RoomDirectoryEntity.ENTITY_ID);
  }
}
