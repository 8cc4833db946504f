package waitingroom.room;

/**
 * The counters of a room (contract 3.1), all 0 after a reset.
 *
 * @param queue positions handed out; the highest one
 * @param serving highest position that may fetch a token; an operator may move it below 0 or beyond
 *     the queue
 * @param token tokens created
 * @param expiredQueue positions that expired without a token
 * @param completed sessions completed
 * @param abandoned sessions abandoned
 */
public record Counters(
    long queue, long serving, long token, long expiredQueue, long completed, long abandoned) {
  public static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0);

  /** Last position in the line that the serving counter has reached; 0: none. */
  public long called() {
    return Math.max(0, Math.min(serving, queue));
  }

  /** People in line: positions handed out minus tokens minus expired positions; never negative. */
  public long waiting() {
    return Math.max(0, queue - token - expiredQueue);
  }

  Counters withQueue(long value) {
    return new Counters(value, serving, token, expiredQueue, completed, abandoned);
  }

  Counters withServing(long value) {
    return new Counters(queue, value, token, expiredQueue, completed, abandoned);
  }

  Counters plusExpired(long count) {
    return new Counters(queue, serving, token, expiredQueue + count, completed, abandoned);
  }

  Counters plusTokens(long count) {
    return new Counters(queue, serving, token + count, expiredQueue, completed, abandoned);
  }

  Counters plusEnded(long completedCount, long abandonedCount) {
    return new Counters(
        queue,
        serving,
        token,
        expiredQueue,
        completed + completedCount,
        abandoned + abandonedCount);
  }
}
