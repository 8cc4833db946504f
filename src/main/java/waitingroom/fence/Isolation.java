package waitingroom.fence;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Detects that this node has been on the smaller side of a partition for so long that the larger
 * one is about to start its rooms. The node would stop by itself a moment later, but some seconds
 * would pass until the last of its rooms has stopped, and the others would have to wait for them.
 *
 * <p>One that was put out by the others, because some of them did not reach it, is overtaken at
 * once.
 *
 * <p>After a pause what the node knows of the others is old, and says nothing for a moment.
 */
final class Isolation implements BooleanSupplier {
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  /** Heartbeats are answered and checked twice a second. */
  private static final long OLD_NEWS_NANOS = Duration.ofMillis(1_500).toNanos();

  private final LongSupplier nanoTime;
  private final long longestNanos;
  private final BooleanSupplier majority;
  private final BooleanSupplier downed;
  private volatile boolean overtaken;

  /** Used by the thread that looks, like the next two. */
  private long lookedNanos;

  private long wokeNanos;
  private long inTouchNanos;

  /**
   * @param nanoTime as {@link System#nanoTime}
   * @param longest time without a majority after which the others may take over
   * @param majority true when this node reaches a majority
   * @param downed true when the others have decided to go on without it
   */
  Isolation(
      LongSupplier nanoTime, Duration longest, BooleanSupplier majority, BooleanSupplier downed) {
    this.nanoTime = nanoTime;
    this.longestNanos = longest.toNanos();
    this.majority = majority;
    this.downed = downed;
    this.lookedNanos = nanoTime.getAsLong();
    this.wokeNanos = lookedNanos - OLD_NEWS_NANOS;
    this.inTouchNanos = lookedNanos;
  }

  /** Looks for a majority; false when the node was overtaken. Called several times a second. */
  boolean look() {
    long now = nanoTime.getAsLong();
    if (now - lookedNanos > PAUSE_NANOS) {
      wokeNanos = now;
    }
    lookedNanos = now;
    if (downed.getAsBoolean()) {
      overtaken = true;
    } else if (now - wokeNanos >= OLD_NEWS_NANOS) {
      if (majority.getAsBoolean()) {
        inTouchNanos = now;
      } else if (now - inTouchNanos > longestNanos) {
        overtaken = true;
      }
    }
    return !overtaken;
  }

  @Override
  public boolean getAsBoolean() {
    return overtaken;
  }
}
