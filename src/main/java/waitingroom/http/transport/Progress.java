package waitingroom.http.transport;

import org.jspecify.annotations.Nullable;

/**
 * Progress of a connection, against the limits of its time. Belongs to one event loop; times in
 * nanoseconds, of any clock that only goes forward.
 */
final class Progress {
  /** Bytes a second that a client must read while an answer waits for it. */
  private static final long SLOWEST_READ = 1024;

  private static final long SECOND = 1_000_000_000;

  private final Limits limits;

  /** When something was last received, or read by the client. */
  private long lastActivity;

  /** When the first byte of a head arrived, if {@link #inHead}. */
  private long headSince;

  private boolean inHead;
  private long written;
  private long read;

  /** Since when answers have waited for their client, and what it had read by then. */
  private long waitingSince;

  private long readThen;

  Progress(Limits limits, long now) {
    this.limits = limits;
    this.lastActivity = now;
    this.waitingSince = now;
  }

  /**
   * Records received bytes.
   *
   * @param head true: nothing is worked on, so they begin or continue the head of a request
   */
  void received(long now, boolean head) {
    lastActivity = now;
    if (head && !inHead) {
      inHead = true;
      headSince = now;
    }
  }

  /** Records the end of a head. */
  void headEnded() {
    inHead = false;
  }

  /** Records bytes of an answer that were handed to the socket. */
  void wrote(int bytes) {
    written += bytes;
  }

  /**
   * Why the connection is to be cut now, if it is.
   *
   * @param pending bytes that the socket has not taken yet
   */
  @Nullable Cut due(long now, long pending) {
    long readNow = Math.max(read, written - pending);
    if (readNow > read) {
      read = readNow;
      lastActivity = now;
    }
    if (inHead && now - headSince > limits.headTime().toNanos()) {
      return Cut.SLOW_HEAD;
    }
    if (now - lastActivity > limits.idle().toNanos()) {
      return Cut.IDLE;
    }
    return readsTooSlowly(now, pending) ? Cut.SLOW_READER : null;
  }

  private boolean readsTooSlowly(long now, long pending) {
    long waited = now - waitingSince;
    if (pending > 0 && waited <= limits.idle().toNanos()) {
      return false;
    }
    boolean slow = pending > 0 && (read - readThen) < waited / SECOND * SLOWEST_READ;
    waitingSince = now;
    readThen = read;
    return slow;
  }
}
