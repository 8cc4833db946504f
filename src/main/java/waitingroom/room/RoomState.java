package waitingroom.room;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmStates;
import waitingroom.room.RoomAnswer.Accepted;
import waitingroom.room.RoomAnswer.Active;
import waitingroom.room.RoomAnswer.Standing;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.PositionsExpired;
import waitingroom.room.RoomEvent.RoomClosed;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.SessionsExpired;
import waitingroom.room.RoomEvent.SessionsFellSilent;
import waitingroom.room.RoomEvent.SettingsChanged;
import waitingroom.room.RoomEvent.TokensGranted;

/**
 * The rules of a room, without Akka and without a clock: {@code decide…} says what a command comes
 * to and changes nothing, {@link #apply} is the only thing that does.
 *
 * <p>Times are epoch milliseconds of two clocks: {@code lineMillis} never goes back, {@code
 * nowMillis} is the clock by which tokens live ({@link RoomClock}).
 *
 * <p>One owner at a time (the entity): the counters are replaced, but the sessions are updated in
 * place, because copying a hundred thousand of them for every event would cost more than the event.
 * A snapshot is a copy.
 */
public final class RoomState {
  /** Matches a room of any settings version, in place of a number. */
  public static final long ANY_VERSION = -1;

  /** Matches an open room of any settings version. */
  public static final long ANY_OPEN_VERSION = -3;

  /** Matches a room that is not open. */
  public static final long NOT_OPEN = 0;

  /** Matches a room that was never opened, not even one that was closed since. */
  public static final long NEVER_OPENED = -2;

  private Phase phase = Phase.NEVER_OPENED;
  private long epoch;
  private RoomSettings settings = RoomSettings.DEFAULT;
  private long settingsVersion;
  private LineState line = new LineState();
  private LastBatches lastBatches = new LastBatches();
  private Sessions sessions = new Sessions();

  public Phase phase() {
    return phase;
  }

  public Counters counters() {
    return line.counters();
  }

  public long epoch() {
    return epoch;
  }

  public RoomSettings settings() {
    return settings;
  }

  long settingsVersion() {
    return settingsVersion;
  }

  LastBatches lastBatches() {
    return lastBatches;
  }

  public Sessions sessions() {
    return sessions;
  }

  public LineState line() {
    return line;
  }

  public RoomStatus status(RoomId room, long revision) {
    return new RoomStatus(room, revision, phase, epoch, settings, settingsVersion, counters());
  }

  /**
   * Opens the room or changes its settings.
   *
   * @param expectedVersion the settings version that the sender saw, {@link #NOT_OPEN} to open
   *     only, or {@link #ANY_VERSION}
   */
  public Decision decideConfigure(RoomSettings wanted, long expectedVersion, long lineMillis) {
    return new LifeRules(this, lineMillis).configure(wanted, expectedVersion);
  }

  /** Closes the room: visitors are told so from then on. */
  public Decision decideClose(long expectedVersion, long lineMillis) {
    return new LifeRules(this, lineMillis).close(expectedVersion);
  }

  /** Forgets everybody: counters at 0, a new epoch. */
  public Decision decideReset(long lineMillis) {
    return ifOpen(() -> Decision.of(new Accepted(), new RoomReset(epoch + 1, lineMillis)));
  }

  /** Gives a batch of visitors their positions; a repeated batch gets the same ones again. */
  public Decision decideJoin(String origin, long batch, int count, long lineMillis) {
    return ifOpen(() -> new JoinRules(this, lineMillis).decide(origin, batch, count));
  }

  /** Moves the serving counter; below 0 and beyond the queue are allowed (contract 2.2). */
  public Decision decideIncrementServing(long by, long lineMillis) {
    return ifOpen(() -> new LineRules(this, lineMillis).increment(by));
  }

  /** A message of the shop to the inlet {@code max_size}; see {@link LineRules#maxSize}. */
  public Decision decideMaxSize(@Nullable Long exited, List<SessionEnd> ends, long lineMillis) {
    return ifOpen(() -> new LineRules(this, lineMillis).maxSize(exited, ends));
  }

  /**
   * Lets in whom the inlet lets in.
   *
   * @param lookedMillis when it was asked last
   */
  List<RoomEvent> decideLetIn(AlarmStates alarms, long lookedMillis, long lineMillis) {
    return phase == Phase.OPEN
        ? new LineRules(this, lineMillis).letIn(alarms, lookedMillis)
        : List.of();
  }

  /** Gives up the positions that were served and fetched no token in time. */
  List<RoomEvent> decideGiveUp(long lineMillis) {
    return phase == Phase.OPEN ? new LineRules(this, lineMillis).giveUp() : List.of();
  }

  /** How long positions have to fetch their tokens (contract 1.7). */
  public Decision decideExpiries(List<PositionQuery> queries, long lineMillis) {
    return ifOpen(() -> new LineRules(this, lineMillis).expiries(queries));
  }

  /** Answers each claim with the terms of its token, old or new (contract 1.5, steps 2 to 7). */
  public Decision decideClaims(List<TokenClaim> claims, long nowMillis, long lineMillis) {
    return ifOpen(() -> new ClaimRules(this, nowMillis / 1000, lineMillis / 1000).decide(claims));
  }

  /**
   * Completes or abandons sessions (contract 2.6).
   *
   * @param again the sender heard nothing of its first try: a session that is closed already counts
   *     as done by it
   */
  public Decision decideEnds(List<SessionEnd> ends, boolean again, long nowMillis) {
    return ifOpen(() -> new EndRules(epoch, sessions, again, nowMillis).decide(ends));
  }

  /** Which sessions are over, from that position on. */
  public Decision decideListOver(long from) {
    return ifOpen(() -> Decision.of(sessions.closedPage(epoch, from)));
  }

  /** What has become of the token of a position. */
  public Decision decideStanding(PositionQuery query, long nowMillis) {
    return query.epoch() != epoch
        ? Decision.refuse(Rejection.UNKNOWN_REQUEST)
        : ifOpen(
            () -> Decision.of(new Standing(sessions.standing(query.position(), nowMillis / 1000))));
  }

  /** Abandons the sessions of which nothing was heard. */
  List<RoomEvent> decideAbandon(long[] silent, long nowMillis) {
    return silent.length == 0 ? List.of() : List.of(new SessionsFellSilent(silent, nowMillis));
  }

  /** Takes the sessions out of the live ones whose token has expired. */
  List<RoomEvent> decideSweep(long nowMillis) {
    long second = nowMillis / 1000;
    long expired = sessions.live() - sessions.activeAt(second);
    return expired == 0 ? List.of() : List.of(new SessionsExpired(second, expired));
  }

  /** Counts the live sessions of this very second. */
  public Decision decideActive(long nowMillis) {
    return ifOpen(() -> Decision.of(new Active(sessions.activeAt(nowMillis / 1000))));
  }

  private Decision ifOpen(Supplier<Decision> rules) {
    return phase == Phase.OPEN ? rules.get() : Decision.refuse(notOpen());
  }

  Rejection notOpen() {
    return phase == Phase.CLOSED ? Rejection.ROOM_CLOSED : Rejection.UNKNOWN_ROOM;
  }

  /** People who may come in or are inside: called without a token, and live sessions. */
  long inside() {
    long givenUp = line.expiry().through();
    return sessions.live() + sessions.withoutToken(givenUp, counters().called());
  }

  /**
   * Takes in what happened and returns itself; only the opening makes a new state. All recoveries
   * of an entity, also those after a failed write, start from one and the same empty state, which
   * must stay empty.
   */
  public RoomState apply(RoomEvent event) {
    if (event instanceof PositionsAssigned assigned) {
      lastBatches.remember(assigned);
      line.assign(assigned, settings);
    } else if (event instanceof TokensGranted granted) {
      granted.grants().forEach(this::grant);
    } else if (event instanceof SessionsEnded ended) {
      sessions.end(ended.completed());
      sessions.end(ended.abandoned());
      line.endSessions(ended.completed().length, ended.abandoned().length);
    } else if (event instanceof ServingAdvanced advanced) {
      line.advance(advanced, settings);
    } else if (event instanceof SessionsExpired swept) {
      sessions.expireBefore(swept.before());
    } else if (event instanceof PositionsExpired expired) {
      line.giveUp(expired);
    } else if (event instanceof SessionsFellSilent silent) {
      sessions.end(silent.positions());
      line.seen(silent.atMillis());
      line.endSessions(0, silent.positions().length);
    } else if (event instanceof SettingsChanged changed) {
      line.changeSettings(settings, changed.settings(), changed.atMillis());
      settings = changed.settings();
      settingsVersion++;
    } else if (event instanceof RoomOpened opened) {
      return opened(opened);
    } else if (event instanceof RoomReset reset) {
      startEpoch(reset.epoch(), reset.atMillis());
    } else if (event instanceof RoomClosed closed) {
      phase = Phase.CLOSED;
      line.seen(closed.atMillis());
      sessions = new Sessions();
    } else {
      throw new IllegalStateException("No rule for the event " + event.getClass().getName());
    }
    return this;
  }

  private RoomState opened(RoomOpened opened) {
    RoomState open = new RoomState();
    open.phase = Phase.OPEN;
    open.settingsVersion = settingsVersion + 1;
    open.settings = opened.settings();
    open.line = line.openedAnew(opened.atMillis());
    open.epoch = opened.epoch();
    return open;
  }

  private void grant(Grant grant) {
    sessions.grant(grant.terms(), grant.positions());
    line.grantTokens(grant.positions().length);
  }

  private void startEpoch(long number, long atMillis) {
    epoch = number;
    line.startEpoch(atMillis);
    lastBatches = new LastBatches();
    sessions = new Sessions();
  }

  /** A copy for the snapshot store. */
  public RoomSnapshot toSnapshot() {
    return new RoomSnapshot(
        phase,
        epoch,
        settings,
        settingsVersion,
        counters(),
        lastBatches.all(),
        sessions.grants(),
        Bitmaps.toBytes(sessions.expired()),
        Bitmaps.toBytes(sessions.closed()),
        line.memory());
  }

  public static RoomState fromSnapshot(RoomSnapshot snapshot) {
    RoomState state = new RoomState();
    state.phase = snapshot.phase();
    state.epoch = snapshot.epoch();
    state.settings = snapshot.settings();
    state.settingsVersion = snapshot.settingsVersion();
    state.lastBatches = snapshot.restoredBatches();
    state.sessions = snapshot.restoredSessions();
    state.line = snapshot.restoredLine();
    return state;
  }
}
