package waitingroom.room;

import java.util.List;
import waitingroom.inlet.Pace;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.PositionsExpired;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;

/**
 * State of the line: its counters, and the expiry times and recent admissions that decide how it
 * moves on. Mutable, and confined to the {@link RoomState} that owns it.
 */
public final class LineState {
  private Counters counters;
  private PositionExpiry expiry;
  private final Pace pace;

  /** Latest time of an event of the line; later events never have an earlier one. */
  private long latestMillis;

  /** Form in a snapshot, without the counters. */
  record Memory(PositionExpiry.Memory expiry, Pace.Memory pace, long latestMillis) {
    static final Memory NONE =
        new Memory(PositionExpiry.Memory.NONE, new Pace.Memory(List.of(), 0), 0);
  }

  /** An empty line without a past. */
  LineState() {
    this(Counters.ZERO, Memory.NONE);
  }

  LineState(Counters counters, Memory memory) {
    this.counters = counters;
    expiry = new PositionExpiry(memory.expiry());
    pace = new Pace(memory.pace());
    latestMillis = memory.latestMillis();
  }

  Memory memory() {
    return new Memory(expiry.memory(), pace.memory(), latestMillis);
  }

  Counters counters() {
    return counters;
  }

  PositionExpiry expiry() {
    return expiry;
  }

  Pace pace() {
    return pace;
  }

  public long latestMillis() {
    return latestMillis;
  }

  void assign(PositionsAssigned assigned, RoomSettings settings) {
    if (settings.enableQueuePositionExpiry()) {
      expiry.entered(assigned.first(), assigned.atMillis() / 1000);
    }
    Counters longer = counters.withQueue(assigned.first() + assigned.count() - 1);
    move(longer, assigned.atMillis(), settings);
  }

  void advance(ServingAdvanced advanced, RoomSettings settings) {
    if (settings.enableQueuePositionExpiry()) {
      boolean joined = advanced.cause() == Cause.INLET && !settings.replacesExpired();
      openWindow(advanced, joined);
    }
    move(counters.withServing(advanced.servingCounter()), advanced.atMillis(), settings);
  }

  /**
   * Opens the window of a move.
   *
   * @param joined true: it may become one with that of the same second
   */
  private void openWindow(ServingAdvanced advanced, boolean joined) {
    long boundary = advanced.servingCounter();
    long second = advanced.atMillis() / 1000;
    if (joined && boundary <= counters.queue()) {
      expiry.letIn(boundary, second);
    } else {
      expiry.served(boundary, second);
    }
  }

  /** People are admitted when the serving counter reaches them, or when they join behind it. */
  private void move(Counters moved, long atMillis, RoomSettings settings) {
    long calledAnew = moved.called() - counters.called();
    if (calledAnew > 0) {
      pace.admitted(calledAnew, atMillis, settings.newUsersPerMinute());
    }
    counters = moved;
    seen(atMillis);
  }

  /** Records the line time of an event. */
  void seen(long atMillis) {
    latestMillis = Math.max(latestMillis, atMillis);
  }

  void expire(PositionsExpired expired) {
    seen(expired.atMillis());
    expiry.expireThrough(expired.through());
    counters = counters.plusExpired(expired.count());
  }

  void grantTokens(long count) {
    counters = counters.plusTokens(count);
  }

  void endSessions(long completed, long abandoned) {
    counters = counters.plusEnded(completed, abandoned);
  }

  void changeSettings(RoomSettings old, RoomSettings wanted, long atMillis) {
    seen(atMillis);
    if (old.newUsersPerMinute() != wanted.newUsersPerMinute()) {
      pace.restart(atMillis);
    }
    if (!wanted.enableQueuePositionExpiry()) {
      expiry.stop();
    } else if (!old.enableQueuePositionExpiry() || (old.paused() && !wanted.paused())) {
      expiry.restart(counters.serving(), atMillis / 1000);
    }
  }

  /** Empties the line; admissions of the last minute still count for the pace. */
  void startEpoch(long atMillis) {
    seen(atMillis);
    counters = Counters.ZERO;
    expiry = new PositionExpiry();
  }

  /** The line of the reopened room: as after a reset, with another limit. */
  LineState reopened(long atMillis) {
    LineState line = new LineState(counters, memory());
    line.startEpoch(atMillis);
    line.pace.restart(atMillis);
    return line;
  }
}
