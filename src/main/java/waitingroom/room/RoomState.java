package waitingroom.room;

import java.util.Objects;
import waitingroom.room.RoomEvent.DrawRevealed;
import waitingroom.room.RoomEvent.DrawStepped;
import waitingroom.room.RoomEvent.EventPlanned;
import waitingroom.room.RoomEvent.EventRemoved;
import waitingroom.room.RoomEvent.FormatRaised;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.OfSchedule;
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
import waitingroom.room.RoomEvent.StageReached;
import waitingroom.room.RoomEvent.TokensGranted;
import waitingroom.schedule.Sale;
import waitingroom.schedule.Schedule;
import waitingroom.schedule.Stage;
import waitingroom.store.Bitmaps;
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
  private RoomSettings configured = RoomSettings.DEFAULT;
  private RoomSettings settings = RoomSettings.DEFAULT;
  private long settingsVersion;
  private Schedule schedule = Schedule.EMPTY;
  private EntryTimes poolTimes = new EntryTimes();
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

  public boolean isOpen() {
    return phase == Phase.OPEN;
  }

  public Counters counters() {
    return line.counters();
  }

  public long epoch() {
    return epoch;
  }

  /** Settings that hold now: the room's own, or those of the event that is under way. */
  public RoomSettings settings() {
    return settings;
  }

  /** The room's own settings. */
  RoomSettings configured() {
    return configured;
  }

  public Schedule schedule() {
    return schedule;
  }

  /** Entry times of the pool whose places are not known yet. */
  public EntryTimes poolTimes() {
    return poolTimes;
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
    return new RoomStatus(
        room,
        revision,
        phase,
        epoch,
        settings,
        settingsVersion,
        counters(),
        configured.equals(settings) ? null : configured,
        Sale.of(schedule));
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
      if (schedule.stage() == Stage.PREQUEUE) {
        poolTimes.assigned(assigned);
      }
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
      configured = changed.settings();
      settingsVersion++;
      settle(changed.atMillis());
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
    } else if (event instanceof OfSchedule planning) {
      schedule(planning);
    } else {
      throw new IllegalStateException("No rule for the event " + event.getClass().getName());
    }
    return this;
  }

  private void schedule(OfSchedule event) {
    if (event instanceof EventPlanned planned) {
      schedule = schedule.with(planned.event(), planned.commitment());
    } else if (event instanceof EventRemoved removed) {
      schedule = schedule.removed(removed.number());
    } else if (event instanceof StageReached reached) {
      long queue = counters().queue();
      schedule = schedule.reached(reached.number(), reached.stage(), queue, reached.extended());
    } else if (event instanceof DrawStepped stepped) {
      schedule = schedule.stepped(stepped.steps());
    } else if (event instanceof DrawRevealed revealed) {
      schedule = schedule.drew(revealed.drawn());
    }
    if (schedule.pool() == null) {
      poolTimes.startEpoch();
    }
    settle(event.atMillis());
  }

  /** Lets the settings hold that the schedule demands. */
  private void settle(long atMillis) {
    RoomSettings wanted = holding(configured);
    line.changeSettings(settings, wanted, atMillis);
    settings = wanted;
  }

  /** Settings that hold now if these are the room's own. */
  RoomSettings holding(RoomSettings own) {
    return schedule
        .underWay()
        .map(one -> own.during(one.event().overrides(), one.stage().holds()))
        .orElse(own);
  }

  private RoomState opened(RoomOpened opened) {
    RoomState open = new RoomState();
    open.format = format;
    open.phase = Phase.OPEN;
    open.settingsVersion = settingsVersion + 1;
    open.configured = opened.settings();
    open.settings = opened.settings();
    open.schedule = schedule.startedEpoch();
    open.line = line.reopened(opened.atMillis());
    open.epoch = opened.epoch();
    open.settle(opened.atMillis());
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
    schedule = schedule.startedEpoch();
    poolTimes = new EntryTimes();
    settle(atMillis);
  }

  /** A copy for the snapshot store. */
  public RoomSnapshot toSnapshot() {
    return new RoomSnapshot(
        phase,
        epoch,
        configured,
        settingsVersion,
        counters(),
        lastBatches.all(),
        sessions.grants(),
        Bitmaps.toBytes(sessions.expired()),
        Bitmaps.toBytes(sessions.ended()),
        line.memory(),
        format,
        schedule.isEmpty() ? null : schedule,
        schedule.pool() == null ? null : poolTimes.unsaved());
  }

  public static RoomState fromSnapshot(RoomSnapshot snapshot) {
    RoomState state = new RoomState();
    state.format = Math.max(Formatted.FIRST, snapshot.format());
    state.phase = snapshot.phase();
    state.epoch = snapshot.epoch();
    state.configured = snapshot.settings();
    state.settingsVersion = snapshot.settingsVersion();
    state.lastBatches = snapshot.restoredBatches();
    state.sessions = snapshot.restoredSessions();
    state.line = snapshot.restoredLine();
    state.schedule = Objects.requireNonNullElse(snapshot.schedule(), Schedule.EMPTY);
    state.poolTimes = snapshot.restoredPoolTimes();
    state.settings = state.holding(state.configured);
    return state;
  }
}
