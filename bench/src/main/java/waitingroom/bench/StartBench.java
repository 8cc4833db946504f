package waitingroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;

/**
 * The first ten seconds of a node that has just said ready, with and without a rehearsal, beside
 * the same node when it is warm.
 */
final class StartBench {
  static final String KEYSPACE = "bench_start";

  private static final int SECONDS = 5;
  private static final int SLICES = 4;

  /** More than a node signs in a slice's time. */
  private static final int PEOPLE = 300_000;

  private static final List<String> REHEARSALS =
      List.of(System.getProperty("bench.rehearsals", "0s,8s").split(","));

  private final EmbeddedCassandra cassandra;
  private final Path folder;
  private final NodeSettings settings;

  /** A closed loop of five seconds; {@code slice} says whom it is for. */
  private interface Load {
    Wrk.Result run(NodeProcess node, int slice) throws IOException;
  }

  StartBench(Path folder, EmbeddedCassandra cassandra) throws IOException {
    this.cassandra = cassandra;
    this.folder = Files.createDirectories(folder.resolve("start"));
    this.settings = NodeSettings.in(this.folder, cassandra.contactPoint(), KEYSPACE);
  }

  void run() throws Exception {
    List<String> people = people();
    System.out.printf(
        "%nStart: %d connections; requests/s in the first and in the next %d s, and warm; p99%n",
        Wrk.CONNECTIONS, SECONDS);
    for (String rehearsal : REHEARSALS) {
      measure("polls", rehearsal, (node, slice) -> wrk(node, "/serving_num?event_id=Sample", ""));
      measure("joins", rehearsal, (node, slice) -> wrk(node, JoinRoute.TARGET, "join.lua"));
      measure("tokens", rehearsal, (node, slice) -> tokens(node, people, slice));
    }
  }

  private List<String> people() throws Exception {
    Path answers = Files.createDirectories(folder.resolve("answers"));
    try (NodeProcess node = NodeProcess.started(settings, Bench.NODE_LOG, Map.of())) {
      JoinRoute joins = new JoinRoute("assign_queue_num", node, answers, 0);
      joins.keepAtLeast(PEOPLE);
      Serving.everybody(node);
      return PositionCheck.of(settings, node, joins, 0).requestIds();
    }
  }

  private static Wrk.Result wrk(NodeProcess node, String target, String script) {
    return Wrk.run(node.url(target), SECONDS, script);
  }

  private Wrk.Result tokens(NodeProcess node, List<String> people, int slice) throws IOException {
    int each = people.size() / SLICES;
    List<String> mine = people.subList(slice * each, (slice + 1) * each);
    Path ids = Files.write(folder.resolve("ids"), mine);
    return Wrk.run(node.url("/generate_token"), SECONDS, "token.lua", ids.toString());
  }

  private void measure(String name, String rehearsal, Load load) throws Exception {
    long since = System.nanoTime();
    try (NodeProcess node =
        NodeProcess.started(
            settings, Bench.NODE_LOG, Map.of("WAITING_ROOM_REHEARSAL_TIME", rehearsal))) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
      Wrk.Result first = load.run(node, 0);
      Wrk.Result next = load.run(node, 1);
      try (Meter meter = new Meter(node.pid(), cassandra.pid())) {
        WarmUp.until(meter::compileMillis, () -> load.run(node, 2));
      }
      Wrk.Result warm = load.run(node, 3);
      double bears = (first.requestsPerSecond() + next.requestsPerSecond()) / 2;
      System.out.printf(
          Locale.ROOT,
          "%s, rehearsal %s: ready after %d ms; %.0f %.0f %.0f, ratio %.2f; p99 %.0f %.0f %.0f ms; failures %d%n",
          name,
          rehearsal,
          millis,
          first.requestsPerSecond(),
          next.requestsPerSecond(),
          warm.requestsPerSecond(),
          bears / warm.requestsPerSecond(),
          first.p99Millis(),
          next.p99Millis(),
          warm.p99Millis(),
          first.failures() + next.failures());
    }
  }
}
