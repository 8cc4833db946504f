package waitingroom.room;

import java.time.Clock;

/**
 * The time of a room. Tokens live by the clock of the wall, because the shop checks them by it. The
 * line lives by a time that never goes back and keeps its pace: when the wall's clock is put back
 * by a minute, the caps of a minute stay exact and nobody waits for the minute to pass again. It is
 * ahead of the wall by that much until the room starts anew.
 */
public final class RoomClock {
  private final Clock wall;
  private long wallMillis;
  private long aheadMillis;

  public RoomClock(Clock wall) {
    this.wall = wall;
    this.wallMillis = wall.millis();
  }

  /** Epoch milliseconds of the wall. */
  public long wallMillis() {
    return wall.millis();
  }

  /** Epoch milliseconds of the line. */
  public long lineMillis() {
    long now = wall.millis();
    aheadMillis += Math.max(0, wallMillis - now);
    wallMillis = now;
    return now + aheadMillis;
  }

  /** The room has seen that time already, on this node or on another. */
  public void notBefore(long lineMillis) {
    long missing = lineMillis - lineMillis();
    aheadMillis += Math.max(0, missing);
  }
}
