package waitingroom.fence;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Detects that this node stood still for so long that the others have downed it: a frozen virtual
 * machine, a stopped process, a garbage collection pause.
 *
 * <p>Such a node wakes with its rooms and with requests in its buffers, unaware that the rooms were
 * started elsewhere. If it went on until it heard of that, two writers would write to one journal
 * and give the same positions to different people.
 */
final class StallDetector implements BooleanSupplier {
  private final LongSupplier nanoTime;
  private final long longestNanos;
  private final BooleanSupplier alone;
  private volatile long aliveNanos;
  private volatile boolean overtaken;

  /**
   * @param nanoTime as {@link System#nanoTime}
   * @param longest pause after which the others may take over
   * @param alone true when there are no others
   */
  StallDetector(LongSupplier nanoTime, Duration longest, BooleanSupplier alone) {
    this.nanoTime = nanoTime;
    this.longestNanos = longest.toNanos();
    this.alone = alone;
    this.aliveNanos = nanoTime.getAsLong();
  }

  /** Notes that the node runs; false when it was overtaken. */
  boolean alive() {
    long now = nanoTime.getAsLong();
    if (isOvertaken(now)) {
      return false;
    }
    aliveNanos = now;
    return true;
  }

  @Override
  public boolean getAsBoolean() {
    return isOvertaken(nanoTime.getAsLong());
  }

  private boolean isOvertaken(long now) {
    if (!overtaken && now - aliveNanos > longestNanos && !alone.getAsBoolean()) {
      overtaken = true;
    }
    return overtaken;
  }
}
