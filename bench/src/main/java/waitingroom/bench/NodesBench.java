package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;

/**
 * Combined throughput of three, two and one equal nodes for one room. Each node has a fifth of a
 * core, so that three nodes, their database and the load fit on two cores. The nodes warm up
 * together without that limit and then leave one by one, so all counts come from the same warm
 * nodes.
 */
final class NodesBench {
  static final String KEYSPACE = "bench_nodes";

  private static final int NODES_MAX = 3;
  private static final double CORES = 0.2;

  /** Connections per node: more would only queue until they time out. */
  private static final int CONNECTIONS = 32;

  private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warmup", 10);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 10);

  /** Requests per second of all nodes together. */
  record Run(double polls, double joins) {}

  private final Path folder;
  private final InetSocketAddress cassandra;
  private final long cassandraPid;

  NodesBench(Path folder, EmbeddedCassandra cassandra) {
    this.folder = folder;
    this.cassandra = cassandra.contactPoint();
    this.cassandraPid = cassandra.pid();
  }

  void run() throws Exception {
    if (!CpuQuota.possible()) {
      System.err.println("SKIPPED nodes: run it as root, with cgroup v1");
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%nNodes with %.1f cores each, %d s a run%n%-6s %14s %14s%n",
        CORES,
        SECONDS,
        "nodes",
        "polls/s",
        "joins/s");
    Map<Integer, List<Run>> results = new TreeMap<>();
    try (Fleet fleet =
        Fleet.start(NodeSettings.in(folder, cassandra, KEYSPACE), NODES_MAX, cassandraPid)) {
      fleet.warmUp(() -> run(fleet, WARM_UP_SECONDS));
      for (int count = NODES_MAX; count >= 1; count--) {
        List<Run> runs = bounded(fleet);
        System.out.printf(
            Locale.ROOT, "%-6d %14s %14s%n", count, text(runs, Run::polls), text(runs, Run::joins));
        results.put(count, runs);
        if (count > 1) {
          fleet.stopLast();
          run(fleet, WARM_UP_SECONDS);
        }
      }
    }
    BenchFile.write("nodes", results);
    draw(results);
  }

  private List<Run> bounded(Fleet fleet) throws Exception {
    List<CpuQuota> quotas = new ArrayList<>();
    try {
      for (NodeProcess node : fleet.all()) {
        quotas.add(new CpuQuota(node.pid(), CORES));
      }
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < Rounds.RUNS; i++) {
        runs.add(run(fleet, SECONDS));
      }
      return runs;
    } finally {
      for (CpuQuota quota : quotas) {
        quota.close();
      }
    }
  }

  private Run run(Fleet fleet, int seconds) throws Exception {
    Path answers = Files.createDirectories(folder.resolve("answers-nodes"));
    return new Run(
        together(
            fleet,
            node -> Wrk.run(CONNECTIONS, node.url("/serving_num?event_id=Sample"), seconds, "")),
        together(
            fleet,
            node ->
                Wrk.run(
                    CONNECTIONS,
                    node.url(JoinRoute.TARGET),
                    seconds,
                    "join.lua",
                    answers.toString(),
                    "node-" + node.pid())));
  }

  /** Loads all nodes at the same time and returns their total of requests per second. */
  private static double together(Fleet fleet, Function<NodeProcess, Wrk.Result> load)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(fleet.all().size());
    try {
      List<Future<Wrk.Result>> parts =
          fleet.all().stream().map(node -> threads.submit(() -> load.apply(node))).toList();
      double sum = 0;
      for (Future<Wrk.Result> part : parts) {
        Wrk.Result result = part.get();
        if (result.failures() > 0) {
          throw new IOException(
              result.failures() + " requests failed: see target/bench/node-*.log");
        }
        sum += result.requestsPerSecond();
      }
      return sum;
    } finally {
      threads.shutdownNow();
    }
  }

  private static String text(List<Run> runs, ToDoubleFunction<Run> measure) {
    Spread spread = Spread.of(runs, measure);
    return String.format(
        Locale.ROOT, "%.0f (%.0f-%.0f)", spread.median(), spread.low(), spread.high());
  }

  private static void draw(Map<Integer, List<Run>> results) throws IOException {
    LineChart chart =
        LineChart.over(
            results.keySet().stream().map(String::valueOf).toList(),
            "requests a second of all nodes, 0.2 cores each, over their number");
    chart.line("polls", "#1f6feb", medians(results, Run::polls));
    chart.line("joins, one room", "#a04000", medians(results, Run::joins));
    Files.writeString(Bench.FOLDER.resolve("nodes.svg"), chart.svg());
  }

  private static List<Long> medians(
      Map<Integer, List<Run>> results, ToDoubleFunction<Run> measure) {
    return results.values().stream()
        .map(runs -> Math.round(Spread.of(runs, measure).median()))
        .toList();
  }
}
