package waitingroom.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Table of the HTTP bench: medians of all rounds, one group of lines at a time. */
final class Table {
  private static final String WIDTHS =
      "%-42s %9s %6s %6s %6s %6s %8s %8s %8s %8s %8s %9s %8s %8s %8s %8s %8s%n";

  void head() {
    System.out.printf(
        "%n%-42s %9s %6s %6s %6s %6s %8s %8s %26s %9s %35s%n",
        "",
        "closed",
        "",
        "",
        "",
        "",
        "",
        "",
        "1,000 of these cost",
        "open",
        "latency from the intended moment");
    System.out.printf(
        WIDTHS,
        "what",
        "req/s",
        "+-%",
        "ratio",
        "low",
        "high",
        "p50 ms",
        "p99 ms",
        "node ms",
        "Cass. ms",
        "MB",
        "req/s",
        "p50 ms",
        "p99 ms",
        "p99.9",
        "max ms",
        "failures");
  }

  void rounds(Map<String, List<RouteRun>> results) {
    results.forEach(Table::line);
  }

  private static void line(String what, List<RouteRun> runs) {
    Spread rate = Spread.of(runs, run -> run.closed().requestsPerSecond());
    Spread ratio = Spread.of(runs, RouteRun::ratio);
    System.out.printf(
        WIDTHS,
        what,
        number("%.0f", rate.median()),
        number("%.0f", rate.percent() / 2),
        number("%.2f", ratio.median()),
        number("%.2f", ratio.low()),
        number("%.2f", ratio.high()),
        median(runs, run -> run.closed().p50Millis()),
        median(runs, run -> run.closed().p99Millis()),
        median(runs, run -> run.perThousand().nodeSeconds() * 1000),
        median(runs, run -> run.perThousand().cassandraSeconds() * 1000),
        median(runs, run -> run.perThousand().allocatedBytes() / 1e6),
        number("%.0f", runs.get(0).arriving()),
        median(runs, run -> run.open().p50Millis()),
        median(runs, run -> run.open().p99Millis()),
        median(runs, run -> run.open().p999Millis()),
        median(runs, run -> run.open().maxMillis()),
        runs.stream().mapToLong(run -> run.closed().failures() + run.open().failures()).sum());
  }

  private static String median(List<RouteRun> runs, ToDoubleFunction<RouteRun> measure) {
    return number("%.1f", Spread.of(runs, measure).median());
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
