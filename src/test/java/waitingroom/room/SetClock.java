package waitingroom.room;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is set. */
final class SetClock extends Clock {
  private volatile Instant now;

  SetClock(long epochSecond) {
    this.now = Instant.ofEpochSecond(epochSecond);
  }

  void set(long epochSecond) {
    now = Instant.ofEpochSecond(epochSecond);
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
