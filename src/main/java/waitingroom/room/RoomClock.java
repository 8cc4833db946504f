package waitingroom.room;

import java.time.Clock;

/**
 * Time of a room. Tokens live by the wall clock, because the shop checks them by it. The line has a
 * time of its own that never goes back and keeps its pace: when the wall clock is set back by a
 * minute, caps per minute stay exact and nobody waits for the minute to pass again. Line time stays
 * ahead of the wall clock by that much until the room restarts.
 */
public final class RoomClock {
  private final Clock wall;
  private long wallMillis;
  private long aheadMillis;

  public RoomClock(Clock wall) {
    this.wall = wall;
    this.wallMillis = wall.millis();
  }

  /** Epoch milliseconds of the wall clock. */
  public long wallMillis() {
    return wall.millis();
  }

  /** Epoch milliseconds of line time. */
  public long lineMillis() {
    long now = wall.millis();
    aheadMillis += Math.max(0, wallMillis - now);
    wallMillis = now;
    return now + aheadMillis;
  }

  /** Moves line time up to one that the room has already seen, on this node or another. */
  public void notBefore(long lineMillis) {
    long missing = lineMillis - lineMillis();
    aheadMillis += Math.max(0, missing);
  }
}
