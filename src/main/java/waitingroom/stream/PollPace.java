package waitingroom.stream;

import org.jspecify.annotations.Nullable;

/**
 * After how many seconds somebody who polls should ask again: often near the front, seldom far from
 * it, so that a long line costs no more requests than a short one.
 */
public final class PollPace {
  private static final long SECONDS_MAX = 30;

  /** Of the expected wait: nobody hears of their turn later than by this part of it. */
  private static final long PART_OF_WAIT = 10;

  /** Without an expected wait, this many people further away is a second more. */
  private static final long PEOPLE_PER_SECOND = 50;

  private static final long STANDING_SECONDS_MIN = 5;
  private static final long NOT_WAITING_SECONDS = 10;

  private PollPace() {}

  /**
   * While waiting, 1 to 30.
   *
   * @param peopleAhead 0 or more
   * @param waitSeconds the expected wait; null when it is not known
   * @param paused the line stands
   */
  public static long waiting(long peopleAhead, @Nullable Long waitSeconds, boolean paused) {
    long seconds =
        waitSeconds == null ? 2 + peopleAhead / PEOPLE_PER_SECOND : waitSeconds / PART_OF_WAIT;
    long min = paused ? STANDING_SECONDS_MIN : 1;
    return Math.max(min, Math.min(SECONDS_MAX, seconds));
  }

  /** For somebody who has been called: they know what to do. */
  public static long called() {
    return NOT_WAITING_SECONDS;
  }
}
