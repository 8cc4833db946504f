package waitingroom.alarm.watch;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of error responses of this node since its start. A status below 400 costs one comparison.
 * Thread-safe.
 */
public final class AnswerTally {

  public enum Listener {
    /** For visitors. */
    PUBLIC,
    /** For operators. */
    ADMIN
  }

  private final LongAdder public4xx = new LongAdder();
  private final LongAdder public5xx = new LongAdder();
  private final LongAdder private4xx = new LongAdder();
  private final LongAdder private5xx = new LongAdder();
  private final LongAdder throttled = new LongAdder();

  /** Counts a response. */
  public void answered(Listener listener, int status) {
    if (status < 400) {
      return;
    }
    boolean ofVisitor = listener == Listener.PUBLIC;
    if (status >= 500) {
      (ofVisitor ? public5xx : private5xx).increment();
      return;
    }
    (ofVisitor ? public4xx : private4xx).increment();
    if (status == 429) {
      throttled.increment();
    }
  }

  AnswerCounts counts() {
    return new AnswerCounts(
        public4xx.sum(), public5xx.sum(), private4xx.sum(), private5xx.sum(), throttled.sum());
  }
}
