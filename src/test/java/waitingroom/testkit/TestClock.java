package waitingroom.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test advances it. Starts at the current second. */
public final class TestClock extends Clock {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.SECONDS));

  public void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }

  /** Moves on to the next whole second, if it is not at one. */
  void advanceToNextSecond() {
    now.updateAndGet(instant -> instant.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS));
  }

  /** Epoch seconds. */
  public long seconds() {
    return instant().getEpochSecond();
  }

  @Override
  public Instant instant() {
    return Objects.requireNonNull(now.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
