package waitingroom.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import waitingroom.testkit.NodeProcess;

/**
 * Measurement of routes in turn over several rounds. The yardstick is loaded before and after each
 * route, because the speed of the machine changes from second to second.
 */
final class Rounds {
  static final int RUNS = Integer.getInteger("bench.runs", 3);

  private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warmup", 4);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 3);

  private final Yardstick nginx;
  private final long cassandra;
  private final Table table = new Table();
  private final Map<String, List<RouteRun>> all = new LinkedHashMap<>();

  /**
   * @param nginx the yardstick
   * @param cassandra the process id of the database
   */
  Rounds(Yardstick nginx, long cassandra) {
    this.nginx = nginx;
    this.cassandra = cassandra;
  }

  static String lengths() {
    return "%d runs of %d s closed and %d s open, after warm-ups of %d s"
        .formatted(RUNS, SECONDS, SECONDS, WARM_UP_SECONDS);
  }

  /** Result of a closed loop and its cost per thousand requests. */
  private record Closed(Wrk.Result result, Cost perThousand) {
    static Closed of(Route route, Supplier<Cost> meter, int round) throws IOException {
      Cost before = meter.get();
      Wrk.Result result = route.closed(round, SECONDS);
      Cost cost = meter.get().minus(before);
      return new Closed(
          result, cost.perThousand(Math.max(1, result.requestsPerSecond() * SECONDS)));
    }

    double rate() {
      return result.requestsPerSecond();
    }
  }

  void head() {
    table.head();
  }

  /** Measures the routes on a node and prints their lines below that of the yardstick. */
  void of(NodeProcess node, List<Route> routes) throws Exception {
    Map<String, List<RouteRun>> results = new LinkedHashMap<>();
    String name = "nginx, beside " + routes.get(0).name();
    Route yardstick = new PlainRoute(name, nginx.address(), "/");
    try (Meter meter = new Meter(node.pid(), cassandra)) {
      WarmUp.until(meter::compileMillis, () -> warmUp(yardstick, routes));
      for (int round = 1; round <= RUNS; round++) {
        keep(
            results,
            yardstick,
            run(yardstick, Closed.of(yardstick, nginx::total, round), 1, round));
        for (Route route : routes) {
          double before = Closed.of(yardstick, nginx::total, round).rate();
          Closed closed = Closed.of(route, meter::total, round);
          double after = Closed.of(yardstick, nginx::total, round).rate();
          double ratio = closed.rate() / ((before + after) / 2);
          keep(results, route, run(route, closed, ratio, round));
          route.finished(round);
        }
      }
    }
    all.putAll(results);
    table.rounds(results);
  }

  private static void warmUp(Route yardstick, List<Route> routes) throws IOException {
    warmUp(yardstick);
    for (Route route : routes) {
      warmUp(route);
    }
  }

  /**
   * Runs both loops: the closed one leaves little CPU to the JIT compilers, the open one the rest.
   */
  private static void warmUp(Route route) throws IOException {
    route.closed(0, WARM_UP_SECONDS);
    open(route, 0, WARM_UP_SECONDS);
  }

  private static Answers open(Route route, int round, int seconds) throws IOException {
    return OpenLoop.run(
        route.address(), OpenLoop.Pace.of(route.perSecond(), seconds), route.visits(round));
  }

  private static void keep(Map<String, List<RouteRun>> results, Route route, RouteRun run) {
    results.computeIfAbsent(route.name(), key -> new ArrayList<>()).add(run);
  }

  private static RouteRun run(Route route, Closed closed, double ratio, int round)
      throws IOException {
    Answers open = open(route, round, SECONDS);
    return new RouteRun(
        closed.result(),
        ratio,
        closed.perThousand(),
        route.perSecond(),
        open.of(route.name()),
        open.of(Answers.LATENESS));
  }

  /** All runs of all routes, in the order of measurement. */
  Map<String, List<RouteRun>> all() {
    return all;
  }
}
