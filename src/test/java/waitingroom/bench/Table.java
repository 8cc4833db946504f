package waitingroom.bench;

import java.util.Locale;

/** The table of the HTTP bench, a line at a time. */
final class Table {
  private double constant;

  void head() {
    System.out.printf(
        "%n%-44s %12s %9s %9s %9s %7s%n",
        "what", "requests/s", "p50 ms", "p99 ms", "failures", "ratio");
  }

  /** The yardstick of the lines that follow. */
  void constant(String what, Wrk.Result result) {
    constant = result.requestsPerSecond();
    line(what, result);
  }

  void line(String what, Wrk.Result result) {
    System.out.printf(
        Locale.ROOT,
        "%-44s %12.0f %9.1f %9.1f %9d %7.2f%n",
        what,
        result.requestsPerSecond(),
        result.p50Millis(),
        result.p99Millis(),
        result.failures(),
        result.requestsPerSecond() / constant);
  }
}
