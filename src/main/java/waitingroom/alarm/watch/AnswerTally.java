package waitingroom.alarm.watch;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many requests this node answered badly since its start. An answer below 400 costs one
 * comparison. Safe for many threads.
 */
public final class AnswerTally {

  /** A listener. */
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

  /** Counts an answer. */
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

  /** All that were counted so far. */
  AnswerCounts counts() {
    return new AnswerCounts(
        public4xx.sum(), public5xx.sum(), private4xx.sum(), private5xx.sum(), throttled.sum());
  }
}
