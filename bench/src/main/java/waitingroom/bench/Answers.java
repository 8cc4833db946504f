package waitingroom.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Response times of an open loop by request name. */
final class Answers {
  /**
   * Name under which the load generator counts its own delay, measured when no request is in
   * flight.
   */
  static final String LATENESS = "load generator late";

  private static final int DIGITS = 3;

  /**
   * Response times of all requests of one name.
   *
   * @param requests includes the failures
   */
  record Latencies(
      long requests,
      double p50Millis,
      double p99Millis,
      double p999Millis,
      double maxMillis,
      long failures) {}

  private static final class Times {
    final Histogram nanos = new Histogram(DIGITS);
    long failures;
  }

  private final Map<String, Times> times = new LinkedHashMap<>();

  void count(String name, long nanos, boolean good) {
    Times all = times.computeIfAbsent(name, key -> new Times());
    all.nanos.recordValue(Math.max(0, nanos));
    if (!good) {
      all.failures++;
    }
  }

  void late(long nanos) {
    count(LATENESS, nanos, true);
  }

  /** Merges in the answers of another load generator that ran at the same time. */
  void add(Answers other) {
    other.times.forEach(
        (name, more) -> {
          Times all = times.computeIfAbsent(name, key -> new Times());
          all.nanos.add(more.nanos);
          all.failures += more.failures;
        });
  }

  /** Latencies of all requests, without the load generator's own delay. */
  Map<String, Latencies> byName() {
    Map<String, Latencies> all = new LinkedHashMap<>();
    times.forEach(
        (name, t) -> {
          if (!name.equals(LATENESS)) {
            all.put(name, latencies(t));
          }
        });
    return all;
  }

  /** Latencies of the requests of one name. */
  Latencies of(String name) {
    return latencies(times.getOrDefault(name, new Times()));
  }

  private static Latencies latencies(Times of) {
    return new Latencies(
        of.nanos.getTotalCount(),
        of.nanos.getValueAtPercentile(50) / 1e6,
        of.nanos.getValueAtPercentile(99) / 1e6,
        of.nanos.getValueAtPercentile(99.9) / 1e6,
        of.nanos.getMaxValue() / 1e6,
        of.failures);
  }
}
