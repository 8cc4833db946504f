package waitingroom.chaos;

/** A call of a client and its outcome. Times are of {@link System#nanoTime()}. */
sealed interface Call {
  /** Status of a call without an answer: its outcome is unknown. */
  int NO_ANSWER = 0;

  /**
   * Target, time span and status of a call.
   *
   * @param node number of the node, from 1
   * @param status of HTTP, or {@link #NO_ANSWER}
   */
  record When(int node, long startNanos, long endNanos, int status) {
    boolean good() {
      return status == 200;
    }

    boolean before(When later) {
      return endNanos < later.startNanos;
    }
  }

  When when();

  /**
   * A join.
   *
   * @param requestId empty unless the status is 200
   */
  record Join(When when, String requestId) implements Call {}

  /**
   * Look-up of the position of a request id.
   *
   * @param position 0 unless the status is 200
   */
  record Position(When when, String requestId, long position) implements Call {}

  /**
   * Token request of a visitor.
   *
   * @param tokens the answer as text, equal for equal bytes; empty unless the status is 200
   */
  record Token(When when, String requestId, String tokens) implements Call {}

  /**
   * Look-up of the serving counter on a node.
   *
   * @param counter 0 unless the status is 200
   */
  record Serving(When when, long counter) implements Call {}

  /**
   * Increment of the serving counter by an operator.
   *
   * @param counter value after the increment; 0 unless the status is 200
   */
  record Increment(When when, long by, long counter) implements Call {}

  /** Completion of a session. */
  record Completed(When when, String requestId) implements Call {}

  /** Reset of the room. */
  record Reset(When when) implements Call {}
}
