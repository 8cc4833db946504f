package waitingroom.room.cluster;

import akka.actor.typed.ActorSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.room.ExpectedVersion;
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
import waitingroom.room.RoomAnswer.TokenStanding;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.room.SessionEnd;
import waitingroom.room.SessionTerms;
import waitingroom.room.TokenClaim;
import waitingroom.room.commit.GroupCommits;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.schedule.Commitment;
import waitingroom.schedule.Schedule;
import waitingroom.schedule.ScheduledEvent;
import waitingroom.store.Unavailable;

/**
 * All rooms of the cluster, for the edges of this node. Hides where they are.
 *
 * <p>Every method answers with an {@link Outcome}, or fails with {@link Unavailable} when a room
 * cannot answer in time. A completed outcome is durable, and this node's {@link #board()} already
 * shows it.
 */
public final class WaitingRooms {
  /** Opens rooms and changes their settings. */
  interface Opening {
    CompletionStage<Outcome<RoomStatus>> configure(
        RoomId room, RoomSettings wanted, ExpectedVersion expected);
  }

  private final RoomClient rooms;
  private final StatusBoard board;
  private final SessionBoard sessionBoard = new SessionBoard();

  /** Identifies this run of the node, so that its batches are never taken for another's. */
  private final String incarnation = UUID.randomUUID().toString();

  private final GroupCommits<Integer, Place> joins;
  private final GroupCommits<TokenClaim, SessionTerms> claims;
  private final GroupCommits<SessionEnd, RoomId> ends;
  private final GroupCommits<PositionQuery, Long> expiries;
  private final HeartbeatGatherer heartbeats;
  private final Opening opening;

  WaitingRooms(
      ActorSystem<?> system,
      WaitingRoomsSettings settings,
      StatusBoard board,
      RoomClient rooms,
      RoomMetrics metrics,
      Opening opening) {
    this.board = board;
    this.rooms = rooms;
    this.opening = opening;
    this.heartbeats = new HeartbeatGatherer(rooms::heartbeats);
    this.joins = new GroupCommits<>(system, "join", settings.joins(), metrics, this::sendJoins);
    this.claims =
        new GroupCommits<>(system, "claim", settings.sessions(), metrics, this::sendClaims);
    this.ends = new GroupCommits<>(system, "end", settings.sessions(), metrics, this::sendEnds);
    this.expiries =
        new GroupCommits<>(
            system, "expiry", settings.sessions().withoutRest(), metrics, this::sendExpiries);
  }

  /** Statuses of all rooms as this node knows them. */
  public StatusBoard board() {
    return board;
  }

  /** Sessions that this node knows to have ended. */
  public SessionBoard sessionBoard() {
    return sessionBoard;
  }

  /** Joins the line. */
  public CompletionStage<Outcome<Place>> join(RoomId room) {
    return joins.submit(room, 1);
  }

  private CompletionStage<List<Outcome<Place>>> sendJoins(
      RoomId room, long batch, int attempt, List<Integer> visitors) {
    return rooms.each(
        room,
        attempt,
        visitors.size(),
        new RoomCommand.Join(incarnation, batch, visitors.size()),
        Joined.class,
        joined -> joined.places(visitors.size()));
  }

  /** Claims a position's token: the first claim sets its terms, later ones get the same. */
  public CompletionStage<Outcome<SessionTerms>> claim(RoomId room, TokenClaim claim) {
    return claims.submit(room, claim);
  }

  private CompletionStage<List<Outcome<SessionTerms>>> sendClaims(
      RoomId room, long batch, int attempt, List<TokenClaim> all) {
    return rooms.each(
        room,
        attempt,
        all.size(),
        new RoomCommand.Claim(all),
        Claimed.class,
        claimed -> claimed.outcomes().stream().map(ClaimOutcome::outcome).toList());
  }

  /** Completes or abandons a session. */
  public CompletionStage<Outcome<RoomId>> endSession(RoomId room, SessionEnd end) {
    return ends.submit(room, end);
  }

  private CompletionStage<List<Outcome<RoomId>>> sendEnds(
      RoomId room, long batch, int attempt, List<SessionEnd> all) {
    return rooms.each(
        room,
        attempt,
        all.size(),
        new RoomCommand.EndSessions(all, attempt > 1),
        Ended.class,
        ended -> ended(room, all, ended.refusals()));
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

  /** Seconds left to a position to fetch its token; batched because a crowd may ask. */
  public CompletionStage<Outcome<Long>> expiresIn(RoomId room, PositionQuery query) {
    return expiries.submit(room, query);
  }

  private CompletionStage<List<Outcome<Long>>> sendExpiries(
      RoomId room, long batch, int attempt, List<PositionQuery> all) {
    return rooms.each(
        room,
        attempt,
        all.size(),
        new RoomCommand.AskExpiries(all),
        RoomAnswer.Expiries.class,
        answer -> answer.outcomes().stream().map(RoomAnswer.ExpiryOutcome::outcome).toList());
  }

  /** State of a position's token. */
  public CompletionStage<Outcome<TokenStanding>> standing(RoomId room, PositionQuery query) {
    return rooms.one(
        room,
        new RoomCommand.AskStanding(query),
        RoomAnswer.Standing.class,
        RoomAnswer.Standing::standing);
  }

  /** Records a session's heartbeat; false when the session is known to be over. */
  public boolean heartbeat(RoomId room, long epoch, long position) {
    return heartbeats.beat(room, epoch, position);
  }

  /**
   * Delivers a message from the shop to the inlet {@code max_size}; see {@link
   * RoomCommand.MaxSizeMessage}.
   */
  public CompletionStage<Outcome<LetIn>> maxSize(
      RoomId room, @Nullable Long exited, List<SessionEnd> ends) {
    return rooms.one(
        room, new RoomCommand.MaxSizeMessage(exited, ends), LetIn.class, letIn -> letIn);
  }

  /** Moves the serving counter; the status holds the new value. */
  public CompletionStage<Outcome<RoomStatus>> incrementServing(RoomId room, long by) {
    return rooms.status(room, new RoomCommand.IncrementServing(by));
  }

  /** Resets the room, see {@link RoomCommand.Reset}. */
  public CompletionStage<Outcome<RoomStatus>> reset(RoomId room) {
    return rooms.status(room, new RoomCommand.Reset());
  }

  /** Closes the room. */
  public CompletionStage<Outcome<RoomStatus>> close(RoomId room, ExpectedVersion expected) {
    return rooms.status(room, new RoomCommand.Close(expected));
  }

  /** Makes an event, or changes the one of its id. */
  public CompletionStage<Outcome<RoomStatus>> plan(
      RoomId room, ScheduledEvent event, @Nullable Commitment commitment) {
    return rooms.status(room, new RoomCommand.PlanEvent(event, commitment));
  }

  /** Deletes an event. */
  public CompletionStage<Outcome<RoomStatus>> removeEvent(RoomId room, String id) {
    return rooms.status(room, new RoomCommand.RemoveEvent(id));
  }

  /** The room's events. */
  public CompletionStage<Outcome<Schedule>> schedule(RoomId room) {
    return rooms.one(
        room,
        new RoomCommand.AskSchedule(),
        RoomAnswer.Planning.class,
        RoomAnswer.Planning::schedule);
  }

  /** Sends the gathered heartbeats on. */
  void sendHeartbeats() {
    heartbeats.flush();
  }

  /** Number of live sessions in this second. */
  public CompletionStage<Outcome<Long>> activeSessions(RoomId room) {
    return rooms.one(
        room, new RoomCommand.CountActive(), RoomAnswer.Active.class, RoomAnswer.Active::sessions);
  }

  /** Opens or reopens a room, or changes the settings of an open one. */
  public CompletionStage<Outcome<RoomStatus>> configure(
      RoomId room, RoomSettings wanted, ExpectedVersion expected) {
    return opening.configure(room, wanted, expected);
  }
}
