package waitingroom.forecast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleConsumer;
import org.HdrHistogram.Histogram;

/**
 * How far off the estimates were. Every ten seconds that of the end of the line is written down,
 * and compared with the truth when the serving counter gets there.
 *
 * <p>Mutable, for one thread at a time.
 */
final class EstimateErrors {
  private static final long EVERY_SECONDS = 10;

  /** More than an hour and a half of them; past it none is written down until some are over. */
  private static final int PENDING_MAX = 600;

  private static final double PER_MILLE = 1000;
  private static final long PER_MILLE_MAX = 1_000_000;

  private record Promise(long position, long seconds, long atSecond) {}

  private final Deque<Promise> pending = new ArrayDeque<>();
  private final Histogram perMille = new Histogram(2);
  private final DoubleConsumer listener;
  private long epoch = -1;
  private long latest;

  /**
   * @param listener is told each error, as a part of the true wait
   */
  EstimateErrors(DoubleConsumer listener) {
    this.listener = listener;
  }

  /** The line begins anew: what was promised before means nothing any more. */
  void startAnew(long newEpoch) {
    pending.clear();
    epoch = newEpoch;
  }

  long epoch() {
    return epoch;
  }

  /** Whether it is time for the next one. */
  boolean due(long second) {
    return second >= latest + EVERY_SECONDS && pending.size() < PENDING_MAX;
  }

  /** That position was to be called in so many seconds. */
  void promised(long position, long seconds, long atSecond) {
    latest = atSecond;
    pending.addLast(new Promise(position, seconds, atSecond));
  }

  /** All positions up to that one have been called. */
  void called(long position, long atSecond) {
    pending.removeIf(
        promise -> {
          if (promise.position() > position) {
            return false;
          }
          long actual = Math.max(1, atSecond - promise.atSecond());
          double error = Math.abs(actual - promise.seconds()) / (double) actual;
          perMille.recordValue(Math.min(PER_MILLE_MAX, Math.round(error * PER_MILLE)));
          listener.accept(error);
          return true;
        });
  }

  /** What it comes to so far. */
  EstimateError summary() {
    long samples = perMille.getTotalCount();
    return samples == 0
        ? EstimateError.NONE
        : new EstimateError(
            samples,
            perMille.getValueAtPercentile(50) / PER_MILLE,
            perMille.getValueAtPercentile(90) / PER_MILLE);
  }
}
