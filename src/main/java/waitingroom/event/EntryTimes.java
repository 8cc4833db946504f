package waitingroom.event;

import java.util.Arrays;

/**
 * In which second each position of an epoch entered: 16 bytes per second in which somebody did. Not
 * safe for many threads.
 */
final class EntryTimes {
  private static final int FIRST_CAPACITY = 64;

  private long[] first = new long[FIRST_CAPACITY];
  private long[] second = new long[FIRST_CAPACITY];
  private int size;

  /** Positions from {@code position} on entered in that second; positions only ever grow. */
  void add(long position, long epochSecond) {
    if (size > 0 && second[size - 1] == epochSecond) {
      return;
    }
    if (size == first.length) {
      first = Arrays.copyOf(first, size * 2);
      second = Arrays.copyOf(second, size * 2);
    }
    first[size] = position;
    second[size] = epochSecond;
    size++;
  }

  /**
   * When a position entered, epoch seconds.
   *
   * @throws IllegalStateException when it is not known to have entered
   */
  long of(long position) {
    int found = Arrays.binarySearch(first, 0, size, position);
    int run = found >= 0 ? found : -found - 2;
    if (run < 0) {
      throw new IllegalStateException("No entry time is known for position " + position);
    }
    return second[run];
  }

  void clear() {
    size = 0;
  }
}
