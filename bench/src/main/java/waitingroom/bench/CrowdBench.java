package waitingroom.bench;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.testkit.NodeSettings;

/**
 * A crowd waiting in one room, each visitor polling every five seconds, while others join: a
 * quarter, a half and the whole of {@code -Dbench.crowd}, on one node.
 */
final class CrowdBench {
  static final String KEYSPACE = "bench_crowd";

  private static final String ROOM = "Sample";
  private static final int CROWD = Integer.getInteger("bench.crowd", 100_000);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 60);
  private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warmup", 15);
  private static final int POLL_EVERY_SECONDS = 5;

  /** Four requests in five are polls: with 100,000 waiting, 5,000 join each second. */
  private static final int POLLS_PER_JOIN = 4;

  private static final int JOINS_PER_SECOND_BEFORE = 2_500;
  private static final byte[] JOIN =
      Requests.post("/assign_queue_num", "{\"event_id\": \"" + ROOM + "\"}");
  private static final byte[] SERVING = Requests.get("/serving_num?event_id=" + ROOM);
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  /**
   * Results for one crowd size.
   *
   * @param heapBefore bytes after a collection
   * @param heapAfter bytes after a collection
   */
  record Run(
      int waiting,
      Map<String, Answers.Latencies> latencies,
      Cost perSecond,
      long heapBefore,
      long heapAfter) {}

  private final Path folder;
  private final InetSocketAddress cassandra;
  private final long cassandraPid;
  private final List<String> ids = new ArrayList<>();

  CrowdBench(Path folder, EmbeddedCassandra cassandra) {
    this.folder = folder;
    this.cassandra = cassandra.contactPoint();
    this.cassandraPid = cassandra.pid();
  }

  void run() throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%nA crowd that polls every %d s while others join, %d s each%n",
        POLL_EVERY_SECONDS,
        SECONDS);
    Map<String, Run> runs = new LinkedHashMap<>();
    try (Fleet fleet = Fleet.start(NodeSettings.in(folder, cassandra, KEYSPACE), 1, cassandraPid)) {
      fleet.visits(
          OpenLoop.Pace.of(JOINS_PER_SECOND_BEFORE, CROWD / JOINS_PER_SECOND_BEFORE),
          n -> Visit.of("before", JOIN, this::keep));
      fleet.warmUp(() -> fleet.visits(pace(CROWD / 4, WARM_UP_SECONDS), this::visit));
      head();
      for (int waiting : Stream.of(4, 2, 1).map(part -> CROWD / part).toList()) {
        Run run = of(fleet, waiting);
        print(run);
        runs.put(Integer.toString(waiting), run);
      }
    }
    BenchFile.write("crowd", runs);
  }

  private static OpenLoop.Pace pace(int waiting, int seconds) {
    double polls = (double) waiting / POLL_EVERY_SECONDS;
    return OpenLoop.Pace.of(polls * (POLLS_PER_JOIN + 1) / POLLS_PER_JOIN, seconds);
  }

  private Run of(Fleet fleet, int waiting) throws Exception {
    long heapBefore = fleet.heap();
    Cost before = fleet.total();
    long from = System.nanoTime();
    Answers answers = fleet.visits(pace(waiting, SECONDS), this::visit);
    double seconds = (double) (System.nanoTime() - from) / TimeUnit.SECONDS.toNanos(1);
    Cost perSecond = fleet.total().minus(before).perThousand(1000 * seconds);
    return new Run(waiting, answers.byName(), perSecond, heapBefore, fleet.heap());
  }

  /** One join, two looks at the serving counter and two at the visitor's position, in turn. */
  private Visit visit(long n) {
    int turn = (int) (n % (POLLS_PER_JOIN + 1));
    if (turn == 0) {
      return Visit.of("assign_queue_num", JOIN);
    }
    if (turn % 2 == 0) {
      return Visit.of("serving_num", SERVING);
    }
    String id = ids.get((int) (n % ids.size()));
    return Visit.of("queue_num", Requests.get("/queue_num?event_id=" + ROOM + "&request_id=" + id));
  }

  private void keep(String body) {
    Matcher matcher = ID.matcher(body);
    if (matcher.find()) {
      ids.add(matcher.group());
    }
  }

  private static void head() {
    System.out.printf(
        "%-9s %-18s %9s %8s %8s %8s %8s%n",
        "waiting", "what", "requests", "p50 ms", "p99 ms", "max ms", "failures");
  }

  private static void print(Run run) {
    run.latencies()
        .forEach(
            (name, all) ->
                System.out.printf(
                    Locale.ROOT,
                    "%-9d %-18s %9d %8.1f %8.1f %8.1f %8d%n",
                    run.waiting(),
                    name,
                    all.requests(),
                    all.p50Millis(),
                    all.p99Millis(),
                    all.maxMillis(),
                    all.failures()));
    System.out.printf(
        Locale.ROOT,
        "%-9d node %.2f and Cassandra %.2f CPU s a second; heap after GC %.1f MiB, then %.1f MiB%n",
        run.waiting(),
        run.perSecond().nodeSeconds(),
        run.perSecond().cassandraSeconds(),
        run.heapBefore() / 1048576.0,
        run.heapAfter() / 1048576.0);
  }
}
