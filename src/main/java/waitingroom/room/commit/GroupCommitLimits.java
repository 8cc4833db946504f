package waitingroom.room.commit;

import java.time.Duration;

/**
 * Bounds and pace of the group commits of one kind.
 *
 * @param batchSizeMax most requests in one write
 * @param waitingMax most requests in line behind it, before one room on one node
 * @param deadline how long a request may wait for its answer
 * @param restMax longest pause between a batch and the next one; zero: none
 */
public record GroupCommitLimits(
    int batchSizeMax, int waitingMax, Duration deadline, Duration restMax) {

  /** When so many have gathered a rest is over: a write shared by more costs each hardly less. */
  static final int ENOUGH = 128;

  /** After so many batches of one request each it is tried whether a rest would gather more. */
  static final int TRY_AFTER = 16;

  /** For requests that write nothing. */
  public GroupCommitLimits withoutRest() {
    return new GroupCommitLimits(batchSizeMax, waitingMax, deadline, Duration.ZERO);
  }

  /**
   * How long to gather before the next batch leaves. Whoever comes alone again and again waits for
   * nothing, but for one in so many; where more come, that one rest gathers them, and the next
   * follows.
   *
   * @param aloneInARow batches of one request each that went before, the last one included; 0 when
   *     the last batch was shared
   */
  Duration restAfter(int aloneInARow) {
    return aloneInARow % TRY_AFTER == 0 ? restMax : Duration.ZERO;
  }
}
