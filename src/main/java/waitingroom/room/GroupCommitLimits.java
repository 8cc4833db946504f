package waitingroom.room;

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

  /** Batches of more than that are followed by the longest rest. */
  private static final int STEPS = 20;

  /** For requests that write nothing. */
  GroupCommitLimits withoutRest() {
    return new GroupCommitLimits(batchSizeMax, waitingMax, deadline, Duration.ZERO);
  }

  /**
   * How long to gather before the next batch leaves. A request that came alone is followed by no
   * rest, so that few people wait for nothing; the more shared a batch, the more will share the
   * next.
   */
  Duration restAfter(int batchSize) {
    return restMax.multipliedBy(Math.min(batchSize - 1, STEPS)).dividedBy(STEPS);
  }
}
