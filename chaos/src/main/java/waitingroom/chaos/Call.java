package waitingroom.chaos;

/** One call of a client and what came of it. Times are of {@link System#nanoTime()}. */
sealed interface Call {
  /** No answer came: nobody knows what happened. */
  int NO_ANSWER = 0;

  /**
   * Whom a client asked, and when.
   *
   * @param node its number
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
   * @param requestId empty unless the answer is good
   */
  record Join(When when, String requestId) implements Call {}

  /** Which position a request id has; 0 when the answer is not good. */
  record Position(When when, String requestId, long position) implements Call {}

  /**
   * A visitor asks for the token.
   *
   * @param tokens what it was, the same text for the same bytes; empty unless the answer is good
   */
  record Token(When when, String requestId, String tokens) implements Call {}

  /** The serving counter as a node shows it; 0 when the answer is not good. */
  record Serving(When when, long counter) implements Call {}

  /**
   * An operator moves the serving counter.
   *
   * @param counter where it is then; 0 when the answer is not good
   */
  record Increment(When when, long by, long counter) implements Call {}

  /** A session is completed. */
  record Completed(When when, String requestId) implements Call {}

  /** The room forgets everybody. */
  record Reset(When when) implements Call {}
}
