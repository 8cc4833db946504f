package waitingroom.readside;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Histogram of waits from entry to token, in whole seconds with two significant digits. Mutable,
 * for one thread at a time.
 */
public final class Waits {
  private static final int DIGITS = 2;

  /** Ten years; longer waits count as that. */
  private static final long SECONDS_MAX = 315_360_000;

  private final Histogram histogram;

  public Waits() {
    this(new Histogram(DIGITS));
  }

  private Waits(Histogram histogram) {
    this.histogram = histogram;
  }

  /**
   * @throws IllegalArgumentException if the bytes are not from {@link #toBytes}
   */
  static Waits fromBytes(byte[] bytes) {
    try {
      Histogram read = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
      read.setAutoResize(true);
      return new Waits(read);
    } catch (DataFormatException | RuntimeException e) {
      throw new IllegalArgumentException("These bytes are no histogram", e);
    }
  }

  byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Arrays.copyOf(buffer.array(), length);
  }

  /** Adds a wait; a negative one, from clocks that differ, counts as 0. */
  void add(long seconds) {
    histogram.recordValue(Math.max(0, Math.min(SECONDS_MAX, seconds)));
  }

  /** Adds all waits of the other. */
  public void add(Waits other) {
    histogram.add(other.histogram);
  }

  void clear() {
    histogram.reset();
  }

  /** Number of waits. */
  public long count() {
    return histogram.getTotalCount();
  }

  /**
   * Wait in seconds at a percentile; 0 if there are none.
   *
   * @param percent 0 to 100
   */
  public long percentile(double percent) {
    return count() == 0 ? 0 : histogram.getValueAtPercentile(percent);
  }

  /**
   * Number of waits up to each limit and above the one before; the last number counts waits above
   * all limits.
   *
   * @param limits seconds, ascending
   */
  public long[] bands(long... limits) {
    long[] people = new long[limits.length + 1];
    for (HistogramIterationValue recorded : histogram.recordedValues()) {
      long seconds = histogram.lowestEquivalentValue(recorded.getValueIteratedTo());
      int band = Arrays.binarySearch(limits, seconds);
      people[band < 0 ? -band - 1 : band] += recorded.getCountAtValueIteratedTo();
    }
    return people;
  }

  /** Longest wait in seconds. */
  public long max() {
    return count() == 0 ? 0 : histogram.getMaxValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Waits waits && histogram.equals(waits.histogram);
  }

  @Override
  public int hashCode() {
    return histogram.hashCode();
  }

  @Override
  public String toString() {
    return "Waits[count=%s, p50=%s, max=%s]".formatted(count(), percentile(50), max());
  }
}
