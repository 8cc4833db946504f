package waitingroom.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** How long the answers of an open loop took, by name of the request. */
final class Answers {
  /** How late the load generator itself was when nothing was under way. */
  static final String LATENESS = "load generator late";

  private static final int DIGITS = 3;

  /**
   * Of all requests of a name.
   *
   * @param requests how many, the failures among them
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

  /** What another generator was answered at the same time. */
  void add(Answers other) {
    other.times.forEach(
        (name, more) -> {
          Times all = times.computeIfAbsent(name, key -> new Times());
          all.nanos.add(more.nanos);
          all.failures += more.failures;
        });
  }

  /** All requests but the generator's own lateness. */
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

  /** Of requests of that name, which were sent. */
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
