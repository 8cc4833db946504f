package waitingroom.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Tables of {@link JourneyBench}: medians of all runs, and sums of counts. */
final class VisitTable {
  private VisitTable() {}

  static void print(JourneyBench.Point point, List<JourneyBench.Run> runs) {
    System.out.printf(
        "%nrooms: %d, visitors a second: %d%n%-18s %9s %8s %8s %8s %8s %8s%n",
        point.rooms(),
        point.perSecond(),
        "what",
        "requests",
        "p50 ms",
        "p99 ms",
        "p99.9",
        "max ms",
        "failures");
    for (String name : runs.get(0).latencies().keySet()) {
      List<Answers.Latencies> all = runs.stream().map(run -> run.latencies().get(name)).toList();
      System.out.printf(
          Locale.ROOT,
          "%-18s %9d %8.1f %8.1f %8.1f %8.1f %8d%n",
          name,
          all.stream().mapToLong(Answers.Latencies::requests).sum(),
          Spread.of(all, Answers.Latencies::p50Millis).median(),
          Spread.of(all, Answers.Latencies::p99Millis).median(),
          Spread.of(all, Answers.Latencies::p999Millis).median(),
          Spread.of(all, Answers.Latencies::maxMillis).median(),
          all.stream().mapToLong(Answers.Latencies::failures).sum());
    }
    cost("node, CPU s per 1,000 visitors", runs, run -> run.perThousand().nodeSeconds());
    cost("  without what it uses up idle", runs, run -> run.ownPerThousand().nodeSeconds());
    cost("Cassandra, CPU s per 1,000 visitors", runs, run -> run.perThousand().cassandraSeconds());
    cost("node, MB allocated per 1,000", runs, run -> run.perThousand().allocatedBytes() / 1e6);
    cost("idle node, CPU ms a second", runs, run -> run.idle().nodeSeconds() * 1000);
    cost("idle Cassandra, CPU ms a second", runs, run -> run.idle().cassandraSeconds() * 1000);
    cost("node, MiB of heap after GC", runs, run -> run.heap() / 1048576.0);
  }

  private static void cost(
      String what, List<JourneyBench.Run> runs, ToDoubleFunction<JourneyBench.Run> measure) {
    Spread spread = Spread.of(runs, measure);
    System.out.printf(
        Locale.ROOT,
        "%-38s %8.2f (%.2f to %.2f)%n",
        what,
        spread.median(),
        spread.low(),
        spread.high());
  }
}
