package waitingroom.stream;

import org.jspecify.annotations.Nullable;

/**
 * The polling interval for a visitor, in seconds: short near the front, long far from it, so that a
 * long line costs no more requests than a short one.
 */
public final class PollPace {
  private static final long SECONDS_MAX = 30;

  /**
   * The interval is the expected wait divided by this: no visitor hears of their turn later than by
   * that fraction.
   */
  private static final long PART_OF_WAIT = 10;

  /** Without an expected wait: people per additional second. */
  private static final long PEOPLE_PER_SECOND = 50;

  private static final long STANDING_SECONDS_MIN = 5;
  private static final long NOT_WAITING_SECONDS = 10;

  private PollPace() {}

  /**
   * The interval for a waiting visitor, 1 to 30.
   *
   * @param peopleAhead 0 or more
   * @param waitSeconds the expected wait; null when unknown
   * @param paused whether the line stands still
   */
  public static long waiting(long peopleAhead, @Nullable Long waitSeconds, boolean paused) {
    long seconds =
        waitSeconds == null ? 2 + peopleAhead / PEOPLE_PER_SECOND : waitSeconds / PART_OF_WAIT;
    long min = paused ? STANDING_SECONDS_MIN : 1;
    return Math.max(min, Math.min(SECONDS_MAX, seconds));
  }

  /** The interval for a visitor who has been called and needs no more updates. */
  public static long called() {
    return NOT_WAITING_SECONDS;
  }
}
