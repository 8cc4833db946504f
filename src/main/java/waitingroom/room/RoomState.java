package waitingroom.room;

import java.util.List;
import waitingroom.room.RoomAnswer.Accepted;
import waitingroom.room.RoomAnswer.Active;
import waitingroom.room.RoomAnswer.Joined;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.RoomClosed;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.SessionsExpired;
import waitingroom.room.RoomEvent.SettingsChanged;
import waitingroom.room.RoomEvent.TokensGranted;

/**
 * The rules of a room, without Akka and without a clock: {@code decide…} says what a command comes
 * to and changes nothing, {@link #apply} is the only thing that does.
 *
 * <p>One owner at a time (the entity): the counters are replaced, but the sessions are updated in
 * place, because copying a hundred thousand of them for every event would cost more than the event.
 * A snapshot is a copy.
 */
public final class RoomState {
  /** The highest position that a request id can carry (40 bits). */
  public static final long POSITION_MAX = (1L << 40) - 1;

  /** Matches a room of any settings version, in place of a number. */
  public static final long ANY_VERSION = -1;

  /** Matches a room that is not open. */
  public static final long NOT_OPEN = 0;

  /** Matches a room that was never opened, not even one that was closed since. */
  public static final long NEVER_OPENED = -2;

  private Phase phase = Phase.NEVER_OPENED;
  private long epoch;
  private RoomSettings settings = RoomSettings.DEFAULT;
  private long settingsVersion;
  private Counters counters = Counters.ZERO;
  private LastBatches lastBatches = new LastBatches();
  private Sessions sessions = new Sessions();

  public Phase phase() {
    return phase;
  }

  public Counters counters() {
    return counters;
  }

  public RoomStatus status(RoomId room, long revision) {
    return new RoomStatus(room, revision, phase, epoch, settings, settingsVersion, counters);
  }

  /**
   * Opens the room or changes its settings.
   *
   * @param expectedVersion the settings version that the sender saw, {@link #NOT_OPEN} to open
   *     only, or {@link #ANY_VERSION}
   */
  public Decision decideConfigure(RoomSettings wanted, long expectedVersion, long nowMillis) {
    if (!matches(expectedVersion)) {
      return Decision.refuse(Rejection.VERSION_MISMATCH);
    }
    if (phase != Phase.OPEN) {
      return Decision.of(new Accepted(), new RoomOpened(epoch + 1, wanted, nowMillis));
    }
    return wanted.equals(settings)
        ? Decision.of(new Accepted())
        : Decision.of(new Accepted(), new SettingsChanged(wanted, nowMillis));
  }

  /** Closes the room: visitors are told so from then on. */
  public Decision decideClose(long expectedVersion, long nowMillis) {
    if (phase != Phase.OPEN) {
      return Decision.refuse(notOpen());
    }
    return matches(expectedVersion)
        ? Decision.of(new Accepted(), new RoomClosed(nowMillis))
        : Decision.refuse(Rejection.VERSION_MISMATCH);
  }

  /** Gives a batch of visitors their positions; a repeated batch gets the same ones again. */
  public Decision decideJoin(String origin, long batch, int count, long nowMillis) {
    if (phase != Phase.OPEN) {
      return Decision.refuse(notOpen());
    }
    PositionsAssigned last = lastBatches.of(origin);
    if (last != null && last.batch() == batch) {
      return Decision.of(joined(last));
    }
    if (last != null && last.batch() > batch) {
      return Decision.refuse(Rejection.STALE_BATCH);
    }
    if (counters.queue() + count > POSITION_MAX) {
      return Decision.refuse(Rejection.ROOM_FULL);
    }
    var assigned = new PositionsAssigned(counters.queue() + 1, count, nowMillis, origin, batch);
    return Decision.of(joined(assigned), assigned);
  }

  private Joined joined(PositionsAssigned batch) {
    return new Joined(epoch, batch.first(), batch.count(), batch.atMillis() / 1000);
  }

  /**
   * Moves the serving counter; there is no clamp, below 0 and beyond the queue are allowed
   * (contract 2.2).
   */
  public Decision decideIncrementServing(long by, long nowMillis) {
    if (phase != Phase.OPEN) {
      return Decision.refuse(notOpen());
    }
    try {
      long serving = Math.addExact(counters.serving(), by);
      return Decision.of(new Accepted(), new ServingAdvanced(serving, by, nowMillis));
    } catch (ArithmeticException overflow) {
      return Decision.refuse(Rejection.COUNTER_OVERFLOW);
    }
  }

  /** Answers each claim with the terms of its token, old or new (contract 1.5, steps 2 to 7). */
  public Decision decideClaims(List<TokenClaim> claims, long nowMillis) {
    return phase == Phase.OPEN
        ? new ClaimRules(epoch, settings, counters, sessions, nowMillis / 1000).decide(claims)
        : Decision.refuse(notOpen());
  }

  /**
   * Completes or abandons sessions (contract 2.6).
   *
   * @param again the sender heard nothing of its first try: a session that is closed already counts
   *     as done by it
   */
  public Decision decideEnds(List<SessionEnd> ends, boolean again, long nowMillis) {
    return phase == Phase.OPEN
        ? new EndRules(epoch, sessions, again, nowMillis).decide(ends)
        : Decision.refuse(notOpen());
  }

  /** Forgets everybody: counters at 0, a new epoch. */
  public Decision decideReset(long nowMillis) {
    return phase == Phase.OPEN
        ? Decision.of(new Accepted(), new RoomReset(epoch + 1, nowMillis))
        : Decision.refuse(notOpen());
  }

  /** Takes the sessions out of the live ones whose token has expired. */
  public Decision decideSweep(long nowMillis) {
    return sessions.anyExpiredBefore(nowMillis / 1000)
        ? Decision.of(new Accepted(), new SessionsExpired(nowMillis / 1000))
        : Decision.of(new Accepted());
  }

  /** Counts the live sessions of this very second. */
  public Decision decideActive(long nowMillis) {
    return phase == Phase.OPEN
        ? Decision.of(new Active(sessions.activeAt(nowMillis / 1000)))
        : Decision.refuse(notOpen());
  }

  private boolean matches(long expectedVersion) {
    if (expectedVersion == ANY_VERSION) {
      return true;
    }
    return expectedVersion == NEVER_OPENED
        ? phase == Phase.NEVER_OPENED
        : expectedVersion == (phase == Phase.OPEN ? settingsVersion : NOT_OPEN);
  }

  private Rejection notOpen() {
    return phase == Phase.CLOSED ? Rejection.ROOM_CLOSED : Rejection.UNKNOWN_ROOM;
  }

  /**
   * Takes in what happened and returns itself; only the opening makes a new state. All recoveries
   * of an entity, also those after a failed write, start from one and the same empty state, which
   * must stay empty.
   */
  public RoomState apply(RoomEvent event) {
    if (event instanceof PositionsAssigned assigned) {
      counters = counters.withQueue(assigned.first() + assigned.count() - 1);
      lastBatches.remember(assigned);
    } else if (event instanceof TokensGranted granted) {
      granted.grants().forEach(this::grant);
    } else if (event instanceof SessionsEnded ended) {
      end(ended);
    } else if (event instanceof ServingAdvanced advanced) {
      counters = counters.withServing(advanced.servingCounter());
    } else if (event instanceof SessionsExpired swept) {
      sessions.expireBefore(swept.before());
    } else if (event instanceof SettingsChanged changed) {
      changeSettings(changed.settings());
    } else if (event instanceof RoomOpened opened) {
      return opened(opened);
    } else if (event instanceof RoomReset reset) {
      startEpoch(reset.epoch());
    } else if (event instanceof RoomClosed) {
      phase = Phase.CLOSED;
      sessions = new Sessions();
    } else {
      throw new IllegalStateException("No rule for the event " + event.getClass().getName());
    }
    return this;
  }

  private RoomState opened(RoomOpened opened) {
    RoomState open = new RoomState();
    open.phase = Phase.OPEN;
    open.settingsVersion = settingsVersion;
    open.changeSettings(opened.settings());
    open.startEpoch(opened.epoch());
    return open;
  }

  private void grant(Grant grant) {
    sessions.grant(grant.terms(), grant.positions());
    counters = counters.plusTokens(grant.positions().length);
  }

  private void end(SessionsEnded ended) {
    for (long position : ended.completed()) {
      sessions.end(position);
    }
    for (long position : ended.abandoned()) {
      sessions.end(position);
    }
    counters = counters.plusEnded(ended.completed().length, ended.abandoned().length);
  }

  private void changeSettings(RoomSettings wanted) {
    settings = wanted;
    settingsVersion++;
  }

  private void startEpoch(long number) {
    epoch = number;
    counters = Counters.ZERO;
    lastBatches = new LastBatches();
    sessions = new Sessions();
  }

  /** A copy for the snapshot store. */
  RoomSnapshot toSnapshot() {
    return new RoomSnapshot(
        phase,
        epoch,
        settings,
        settingsVersion,
        counters,
        lastBatches.all(),
        sessions.grants(),
        Bitmaps.toBytes(sessions.expired()),
        Bitmaps.toBytes(sessions.closed()));
  }

  static RoomState fromSnapshot(RoomSnapshot snapshot) {
    RoomState state = new RoomState();
    state.phase = snapshot.phase();
    state.epoch = snapshot.epoch();
    state.settings = snapshot.settings();
    state.settingsVersion = snapshot.settingsVersion();
    state.counters = snapshot.counters();
    snapshot.lastBatches().forEach(state.lastBatches::remember);
    state.sessions =
        new Sessions(Bitmaps.fromBytes(snapshot.expired()), Bitmaps.fromBytes(snapshot.closed()));
    snapshot.liveSessions().forEach(g -> state.sessions.grant(g.terms(), g.positions()));
    return state;
  }
}
