package waitingroom.readside;

import java.util.Arrays;

/** Counts per second for the latest 60 seconds. Mutable, for one thread at a time. */
final class RecentSeconds {
  static final int SECONDS = 60;

  private final long[] counts;
  private long latest;

  /**
   * Stored state.
   *
   * @param latest epoch second of the last count
   * @param counts of the 60 seconds up to {@code latest}, oldest first
   */
  record Memory(long latest, long[] counts) {
    static Memory none() {
      return new Memory(0, new long[SECONDS]);
    }
  }

  RecentSeconds(Memory memory) {
    this.latest = memory.latest();
    this.counts = Arrays.copyOf(memory.counts(), SECONDS);
  }

  Memory memory() {
    return new Memory(latest, counts.clone());
  }

  /** Adds a count; an epoch second before the latest counts in the latest. */
  void add(long second, long count) {
    if (second > latest) {
      int moved = (int) Math.min(SECONDS, second - latest);
      System.arraycopy(counts, moved, counts, 0, SECONDS - moved);
      Arrays.fill(counts, SECONDS - moved, SECONDS, 0);
      latest = second;
    }
    counts[SECONDS - 1] += count;
  }

  /** Rate per second over the 60 seconds up to and including this one. */
  static double perSecond(Memory memory, long nowSecond) {
    long sum = 0;
    for (int i = 0; i < SECONDS; i++) {
      long second = memory.latest() - (SECONDS - 1 - i);
      if (second > nowSecond - SECONDS) {
        sum += memory.counts()[i];
      }
    }
    return sum / (double) SECONDS;
  }
}
