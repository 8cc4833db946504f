package waitingroom.forecast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The movement of a line in the last five minutes: the number of people called, second by second.
 * It starts over after a reset, a pause, or when the serving counter was lowered.
 *
 * <p>Not thread-safe.
 */
final class AdmissionRates {
  private static final long WINDOW_SECONDS = 300;
  private static final long MINUTE = 60;

  /** A shorter history is not meaningful. */
  private static final long SECONDS_MIN = 10;

  private final Deque<Sample> samples = new ArrayDeque<>();
  private long epoch = -1;

  private record Sample(long second, long called) {}

  /**
   * Records the line at that second; a second sample in the same second replaces the first.
   *
   * @param called positions that the serving counter has reached
   */
  void sample(long second, long epoch, long called, boolean paused) {
    Sample last = samples.peekLast();
    if (paused
        || epoch != this.epoch
        || (last != null && (called < last.called() || second < last.second()))) {
      samples.clear();
      last = null;
    }
    this.epoch = epoch;
    if (paused) {
      return;
    }
    if (last != null && last.second() == second) {
      samples.removeLast();
    }
    samples.addLast(new Sample(second, called));
    while (samples.getFirst().second() < second - WINDOW_SECONDS) {
      samples.removeFirst();
    }
  }

  /** The rate; empty when unknown or nobody was called. */
  Optional<AdmissionRate> rate() {
    Sample first = samples.peekFirst();
    Sample last = samples.peekLast();
    if (first == null || last == null || last.second() - first.second() < SECONDS_MIN) {
      return Optional.empty();
    }
    double mean = (last.called() - first.called()) / (double) (last.second() - first.second());
    if (mean == 0) {
      return Optional.empty();
    }
    double[] minutes = minutes();
    if (minutes.length == 0) {
      return Optional.of(new AdmissionRate(mean, mean, mean));
    }
    double slow = minutes[minutes.length / 4];
    double quick = minutes[minutes.length - 1 - minutes.length / 4];
    return Optional.of(new AdmissionRate(mean, Math.min(slow, mean), Math.max(quick, mean)));
  }

  /** The rates of all minutes that end with a sample, sorted. */
  private double[] minutes() {
    Sample[] all = samples.toArray(Sample[]::new);
    double[] rates = new double[all.length];
    int found = 0;
    int start = 0;
    for (Sample end : all) {
      while (all[start].second() + MINUTE < end.second()) {
        start++;
      }
      Sample from = all[start];
      if (end.second() - from.second() == MINUTE) {
        rates[found] = (end.called() - from.called()) / (double) MINUTE;
        found++;
      }
    }
    double[] sorted = java.util.Arrays.copyOf(rates, found);
    java.util.Arrays.sort(sorted);
    return sorted;
  }
}
