package waitingroom.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import waitingroom.testkit.NodeProcess;

/**
 * Routes in turn, several times over, because the machine's speed changes from minute to minute.
 * The first route is the yardstick.
 */
final class Rounds {
  static final int RUNS = Integer.getInteger("bench.runs", 3);

  private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warmup", 15);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 6);

  private final long cassandra;
  private final Table table;
  private final Map<String, List<RouteRun>> all = new LinkedHashMap<>();

  /**
   * @param cassandra the process id of the database
   */
  Rounds(long cassandra, Table table) {
    this.cassandra = cassandra;
    this.table = table;
  }

  static String lengths() {
    return "%d runs of %d s closed and %d s open, after %d s of warm-up"
        .formatted(RUNS, SECONDS, SECONDS, WARM_UP_SECONDS);
  }

  /** Measures them on that node, and prints their lines. */
  void of(NodeProcess node, List<Route> routes) throws IOException {
    Map<String, List<RouteRun>> results = new LinkedHashMap<>();
    try (Meter meter = new Meter(node.pid(), cassandra)) {
      for (Route route : routes) {
        route.closed(0, WARM_UP_SECONDS);
      }
      for (int round = 1; round <= RUNS; round++) {
        for (Route route : routes) {
          results
              .computeIfAbsent(route.name(), key -> new ArrayList<>())
              .add(run(node, meter, route, round));
          route.finished(round);
        }
      }
    }
    all.putAll(results);
    table.rounds(results);
  }

  private static RouteRun run(NodeProcess node, Meter meter, Route route, int round)
      throws IOException {
    Cost before = meter.total();
    Wrk.Result closed = route.closed(round, SECONDS);
    Cost cost = meter.total().since(before);
    Answers open =
        OpenLoop.run(
            node.visitors(), OpenLoop.Pace.of(route.perSecond(), SECONDS), route.visits(round));
    return new RouteRun(
        closed,
        cost.perThousand(Math.max(1, closed.requestsPerSecond() * SECONDS)),
        route.perSecond(),
        open.of(route.name()),
        open.of(Answers.LATENESS));
  }

  /** Every run of every route, in the order in which they were measured. */
  Map<String, List<RouteRun>> all() {
    return all;
  }
}
