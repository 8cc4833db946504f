package waitingroom.forecast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleConsumer;
import org.HdrHistogram.Histogram;

/**
 * Measures the error of estimates. Every ten seconds the estimate for the end of the line is
 * recorded, and compared with the true wait when the serving counter gets there.
 *
 * <p>Not thread-safe.
 */
final class EstimateErrors {
  private static final long EVERY_SECONDS = 10;

  /** More than 90 minutes of estimates; beyond it none is recorded until some are resolved. */
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
   * @param listener receives each relative error
   */
  EstimateErrors(DoubleConsumer listener) {
    this.listener = listener;
  }

  /** Starts over with a new line, whose positions make earlier estimates meaningless. */
  void startAnew(long newEpoch) {
    pending.clear();
    epoch = newEpoch;
  }

  long epoch() {
    return epoch;
  }

  /** Whether the next estimate is due. */
  boolean due(long second) {
    return second >= latest + EVERY_SECONDS && pending.size() < PENDING_MAX;
  }

  /** Records an estimate for a position. */
  void promised(long position, long seconds, long atSecond) {
    latest = atSecond;
    pending.addLast(new Promise(position, seconds, atSecond));
  }

  /** Resolves the estimates of all positions up to that one. */
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
