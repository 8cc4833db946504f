package waitingroom.room.commit;

import java.time.Duration;

/**
 * Bounds and pace of the group commits of one kind.
 *
 * @param batchSizeMax requests in one write
 * @param waitingMax requests in line, per room and node
 * @param deadline longest wait of a request for its answer
 * @param restMax longest pause between two batches; zero: none
 */
public record GroupCommitLimits(
    int batchSizeMax, int waitingMax, Duration deadline, Duration restMax) {

  /** Requests that end a rest early: sharing a write further saves hardly anything. */
  static final int ENOUGH = 128;

  /** Batches of one request each after which a rest is tried. */
  static final int TRY_AFTER = 16;

  /** For requests that write nothing. */
  public GroupCommitLimits withoutRest() {
    return new GroupCommitLimits(batchSizeMax, waitingMax, deadline, Duration.ZERO);
  }

  /**
   * Time to gather before the next batch. After single requests there is a rest only once in {@link
   * #TRY_AFTER}; if it gathers more, further rests follow.
   *
   * @param aloneInARow consecutive batches of one request each, including the last; 0 when the last
   *     batch was shared
   */
  Duration restAfter(int aloneInARow) {
    return aloneInARow % TRY_AFTER == 0 ? restMax : Duration.ZERO;
  }
}
