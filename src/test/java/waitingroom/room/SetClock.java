package waitingroom.room;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is set. */
public final class SetClock extends Clock {
  private volatile Instant now;

  public SetClock(long epochSecond) {
    this.now = Instant.ofEpochSecond(epochSecond);
  }

  public void set(long epochSecond) {
    now = Instant.ofEpochSecond(epochSecond);
  }

  /** A room's clock that stands at this time. */
  static RoomClock at(long epochMilli) {
    return new RoomClock(Clock.fixed(Instant.ofEpochMilli(epochMilli), ZoneOffset.UTC));
  }

  /** Epoch milliseconds; may go back. */
  void setMillis(long epochMilli) {
    now = Instant.ofEpochMilli(epochMilli);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
