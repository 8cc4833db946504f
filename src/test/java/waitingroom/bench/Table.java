package waitingroom.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The table of the HTTP bench, a line at a time. */
final class Table {
  private double constant;

  void head() {
    System.out.printf(
        "%n%-44s %12s %9s %9s %9s %7s%n",
        "what", "requests/s", "p50 ms", "p99 ms", "failures", "ratio");
  }

  /**
   * The medians of all rounds; a ratio is taken within its round. The first name is the yardstick.
   */
  void rounds(Map<String, List<Wrk.Result>> results) {
    List<Wrk.Result> yardstick = results.values().iterator().next();
    constant = median(yardstick, (round, result) -> result.requestsPerSecond());
    results.forEach(
        (what, all) ->
            print(
                what,
                new Wrk.Result(
                    median(all, (round, result) -> result.requestsPerSecond()),
                    median(all, (round, result) -> result.p50Millis()),
                    median(all, (round, result) -> result.p99Millis()),
                    all.stream().mapToLong(Wrk.Result::failures).sum()),
                median(
                    all,
                    (round, result) ->
                        result.requestsPerSecond() / yardstick.get(round).requestsPerSecond())));
  }

  private interface Measure {
    double of(int round, Wrk.Result result);
  }

  private static double median(List<Wrk.Result> rounds, Measure measure) {
    double[] sorted =
        IntStream.range(0, rounds.size())
            .mapToDouble(round -> measure.of(round, rounds.get(round)))
            .sorted()
            .toArray();
    return sorted[sorted.length / 2];
  }

  /** A single run, against the median of the yardstick. */
  void line(String what, Wrk.Result result) {
    print(what, result, result.requestsPerSecond() / constant);
  }

  private static void print(String what, Wrk.Result result, double ratio) {
    System.out.printf(
        Locale.ROOT,
        "%-44s %12.0f %9.1f %9.1f %9d %7.2f%n",
        what,
        result.requestsPerSecond(),
        result.p50Millis(),
        result.p99Millis(),
        result.failures(),
        ratio);
  }
}
