package waitingroom.readside;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import waitingroom.room.RoomEvent;
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
import waitingroom.room.RoomEvent.TokensGranted;

/**
 * Statistics of a room's events. Uses no clock, so the same events always give the same figures: an
 * event counts in the minute of its own time, or in the latest minute if its time is earlier,
 * because the line and its tokens follow two clocks.
 *
 * <p>Mutable, for one thread at a time.
 */
final class RoomTally {
  private static final long MILLIS_PER_MINUTE = 60_000;

  private long sequenceNr;
  private long epoch;
  private long queue;
  private long serving;
  private long called;
  private long tokens;
  private long givenUp;
  private long active;
  private final Waits waits;
  private final RecentSeconds arrivals;
  private final RecentSeconds admissions;
  private MinuteTally minute;
  private final List<Minute> finished = new ArrayList<>();

  RoomTally(TallyMemory memory) {
    this.sequenceNr = memory.sequenceNr();
    this.epoch = memory.epoch();
    this.queue = memory.queue();
    this.serving = memory.serving();
    this.called = memory.called();
    this.tokens = memory.tokens();
    this.givenUp = memory.givenUp();
    this.active = memory.active();
    this.waits = Waits.fromBytes(memory.waits());
    this.arrivals = new RecentSeconds(memory.arrivals());
    this.admissions = new RecentSeconds(memory.admissions());
    this.minute = new MinuteTally(memory.minute());
  }

  TallyMemory memory() {
    return new TallyMemory(
        sequenceNr,
        epoch,
        queue,
        serving,
        called,
        tokens,
        givenUp,
        active,
        waits.toBytes(),
        arrivals.memory(),
        admissions.memory(),
        minute.memory());
  }

  long sequenceNr() {
    return sequenceNr;
  }

  long epoch() {
    return epoch;
  }

  /** Minutes completed since the last call of {@link #saved}, and the current one. */
  List<Minute> minutes() {
    List<Minute> minutes = new ArrayList<>(finished);
    if (minute.number() > 0) {
      minutes.add(minute.toMinute(waiting(), serving, active));
    }
    return minutes;
  }

  void saved() {
    finished.clear();
  }

  /**
   * Adds an event; a repeated one is skipped.
   *
   * @param enteredAt epoch second in which a position was assigned; negative: no longer known
   * @param waited receives each wait from entry to token, in seconds
   */
  void apply(long number, RoomEvent event, LongUnaryOperator enteredAt, LongConsumer waited) {
    if (number <= sequenceNr) {
      return;
    }
    if (event instanceof PositionsAssigned assigned) {
      joined(assigned);
    } else if (event instanceof ServingAdvanced moved) {
      at(moved.atMillis());
      serving = moved.servingCounter();
      call(moved.atMillis() / 1000);
    } else if (event instanceof TokensGranted granted) {
      granted.grants().forEach(grant -> granted(grant, enteredAt, waited));
    } else if (event instanceof PositionsExpired expired) {
      at(expired.atMillis()).givenUp += expired.count();
      givenUp += expired.count();
    } else if (event instanceof SessionsEnded ended) {
      MinuteTally now = at(ended.atMillis());
      now.completed += ended.completed().length;
      now.abandoned += ended.abandoned().length;
      leave(ended.freed());
    } else if (event instanceof SessionsFellSilent silent) {
      at(silent.atMillis()).abandoned += silent.positions().length;
      leave(silent.positions().length);
    } else if (event instanceof SessionsExpired expired) {
      at(expired.before() * 1000);
      leave(expired.count());
    } else if (event instanceof RoomOpened opened) {
      startEpoch(opened.epoch(), opened.atMillis());
    } else if (event instanceof RoomReset reset) {
      startEpoch(reset.epoch(), reset.atMillis());
    } else if (!(event instanceof SettingsChanged
        || event instanceof RoomClosed
        || event instanceof FormatRaised
        || event instanceof OfSchedule)) {
      throw new IllegalStateException("No rule for the event " + event.getClass().getName());
    }
    sequenceNr = number;
  }

  private void joined(PositionsAssigned assigned) {
    at(assigned.atMillis()).joined += assigned.count();
    arrivals.add(assigned.atMillis() / 1000, assigned.count());
    queue = assigned.first() + assigned.count() - 1;
    call(assigned.atMillis() / 1000);
  }

  /** Visitors are called once: when the counter reaches them, or on joining if it already has. */
  private void call(long second) {
    long now = Math.max(called, Math.max(0, Math.min(serving, queue)));
    minute.admitted += now - called;
    admissions.add(second, now - called);
    called = now;
  }

  private void granted(Grant grant, LongUnaryOperator enteredAt, LongConsumer waited) {
    long issuedAt = grant.terms().issuedAt();
    MinuteTally now = at(issuedAt * 1000);
    for (long position : grant.positions()) {
      long entered = enteredAt.applyAsLong(position);
      if (entered >= 0) {
        long seconds = Math.max(0, issuedAt - entered);
        waits.add(seconds);
        now.waits.add(seconds);
        waited.accept(seconds);
      }
    }
    now.tokens += grant.positions().length;
    tokens += grant.positions().length;
    active += grant.positions().length;
  }

  /** Never negative: early events carry no count of expired sessions. */
  private void leave(long sessions) {
    active = Math.max(0, active - sessions);
  }

  private void startEpoch(long number, long atMillis) {
    at(atMillis);
    epoch = number;
    queue = 0;
    serving = 0;
    called = 0;
    tokens = 0;
    givenUp = 0;
    active = 0;
    waits.clear();
  }

  private long waiting() {
    return Math.max(0, queue - tokens - givenUp);
  }

  /** The minute of a time, or the latest minute if that is later. */
  private MinuteTally at(long millis) {
    long number = Math.floorDiv(millis, MILLIS_PER_MINUTE);
    if (number > minute.number()) {
      if (minute.number() > 0) {
        finished.add(minute.toMinute(waiting(), serving, active));
      }
      minute = new MinuteTally(number);
    }
    return minute;
  }
}
