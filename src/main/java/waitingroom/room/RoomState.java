package waitingroom.room;

import waitingroom.room.RoomEvent.FormatRaised;
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
import waitingroom.store.Formatted;

/**
 * The state of a room. {@link RoomCommand}s read it to decide; only {@link #apply} changes it.
 *
 * <p>One owner at a time (the entity): the counters are replaced, but the sessions are updated in
 * place, because copying a hundred thousand of them per event would cost more than the event. A
 * snapshot is a copy.
 */
public final class RoomState {
  private int format = Formatted.FIRST;
  private Phase phase = Phase.NEVER_OPENED;
  private long epoch;
  private RoomSettings settings = RoomSettings.DEFAULT;
  private long settingsVersion;
  private LineState line = new LineState();
  private LastBatches lastBatches = new LastBatches();
  private Sessions sessions = new Sessions();

  /** The format in which the room's events may be written. */
  public int format() {
    return format;
  }

  public Phase phase() {
    return phase;
  }

  boolean isOpen() {
    return phase == Phase.OPEN;
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

  /** People who may enter or are inside: called and without a token yet, and live sessions. */
  long inside() {
    long expired = line.expiry().through();
    return sessions.live() + sessions.withoutToken(expired, counters().called());
  }

  /**
   * Applies an event and returns this state; only an opening, or an event before the first, creates
   * a new one. All recoveries of an entity, including those after a failed write, start from the
   * same empty state, which must stay empty.
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
      line.expire(expired);
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
    } else if (event instanceof FormatRaised raised) {
      return raised(raised.format());
    } else {
      throw new IllegalStateException("No rule for the event " + event.getClass().getName());
    }
    return this;
  }

  private RoomState opened(RoomOpened opened) {
    RoomState open = new RoomState();
    open.format = format;
    open.phase = Phase.OPEN;
    open.settingsVersion = settingsVersion + 1;
    open.settings = opened.settings();
    open.line = line.reopened(opened.atMillis());
    open.epoch = opened.epoch();
    return open;
  }

  /** The empty state must stay as it is. */
  private RoomState raised(int number) {
    RoomState state = phase == Phase.NEVER_OPENED ? new RoomState() : this;
    state.format = number;
    return state;
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
        Bitmaps.toBytes(sessions.ended()),
        line.memory(),
        format);
  }

  public static RoomState fromSnapshot(RoomSnapshot snapshot) {
    RoomState state = new RoomState();
    state.format = Math.max(Formatted.FIRST, snapshot.format());
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
