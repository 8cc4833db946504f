package waitingroom.readside;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How long people waited from their entry to their token, whole seconds, to two digits. Mutable,
 * for one thread at a time.
 */
public final class Waits {
  private static final int DIGITS = 2;

  /** Ten years: what is longer counts as that. */
  private static final long SECONDS_MAX = 315_360_000;

  private final Histogram histogram;

  public Waits() {
    this(new Histogram(DIGITS));
  }

  private Waits(Histogram histogram) {
    this.histogram = histogram;
  }

  /**
   * @throws IllegalArgumentException when the bytes are not {@link #toBytes}
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

  /** One more; clocks that differ may make it negative, which counts as 0. */
  void add(long seconds) {
    histogram.recordValue(Math.max(0, Math.min(SECONDS_MAX, seconds)));
  }

  /** All of the other's. */
  public void add(Waits other) {
    histogram.add(other.histogram);
  }

  void clear() {
    histogram.reset();
  }

  /** How many waited. */
  public long count() {
    return histogram.getTotalCount();
  }

  /**
   * Seconds that so many waited at most; 0 when nobody did.
   *
   * @param percent 0 to 100
   */
  public long percentile(double percent) {
    return count() == 0 ? 0 : histogram.getValueAtPercentile(percent);
  }

  /**
   * How many waited at most so long and longer than the limit before; the last number is of those
   * who waited longer than all.
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

  /** The longest, seconds. */
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
