package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;

/**
 * Overload: three times as many token requests as a node can serve, its most expensive work, while
 * other visitors poll their positions. Measures the storm and the recovery after it.
 */
final class OverloadBench {
  static final String KEYSPACE = "bench_overload";

  private static final String JOIN_BODY = "{\"event_id\": \"Sample\"}";
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
  private static final int JOINS_PER_SECOND = 5_000;
  private static final int JOINED = Integer.getInteger("bench.joined", 300_000);
  private static final int SUSTAINED_SECONDS = 10;

  /** Upper bound for a node on two cores. */
  private static final int TOKENS_PER_SECOND_MAX = 3_000;

  private static final int STORM_SECONDS = Integer.getInteger("bench.seconds", 20);
  private static final int STORM = 3;
  private static final int STORM_CONNECTIONS = 8_000;
  private static final int POLLS_PER_SECOND = 500;
  private static final int CALM_SECONDS_MAX = 30;
  private static final double CALM_MILLIS = 250;
  private static final int ASKED_AGAIN = 1_000;

  private final Path folder;
  private final InetSocketAddress cassandra;
  private final long cassandraPid;
  private final List<String> ids = new ArrayList<>();
  private final Map<String, String> granted = new HashMap<>();
  private int used;

  OverloadBench(Path folder, EmbeddedCassandra cassandra) {
    this.folder = folder;
    this.cassandra = cassandra.contactPoint();
    this.cassandraPid = cassandra.pid();
  }

  void run() throws Exception {
    try (Fleet fleet = Fleet.start(NodeSettings.in(folder, cassandra, KEYSPACE), 1, cassandraPid)) {
      NodeProcess node = fleet.any();
      byte[] join = Requests.post("/assign_queue_num", JOIN_BODY);
      fleet.visits(
          OpenLoop.Pace.of(JOINS_PER_SECOND, JOINED / JOINS_PER_SECOND),
          n -> Visit.of("join", join, this::keep));
      node.admin()
          .post(
              "/api/increment_serving_counter",
              "{\"event_id\": \"Sample\", \"increment_by\": 1000000}");
      sustained(node);
      double sustained = sustained(node);
      System.out.printf(
          Locale.ROOT,
          "%nOverload: %.0f tokens/s are sustained; %.0f/s for %d s%n",
          sustained,
          STORM * sustained,
          STORM_SECONDS);
      System.out.printf("before:  %s%n", state(fleet, node));
      Map<String, Answers.Latencies> storm = storm(node, STORM * sustained);
      System.out.printf("after:   %s%n", state(fleet, node));
      double calm = calm(node, sustained / 2);
      int changed = changed(node);
      System.out.printf(
          Locale.ROOT,
          "calm again %.1f s after the storm; %d of %d tokens granted in it have changed%n",
          calm,
          changed,
          Math.min(ASKED_AGAIN, granted.size()));
      Map<String, Object> results = new LinkedHashMap<>();
      results.put("sustainedPerSecond", sustained);
      results.put("storm", storm);
      results.put("calmAfterSeconds", calm);
      results.put("tokensThatChanged", changed);
      BenchFile.write("overload", results);
    }
  }

  private void keep(String body) {
    Matcher matcher = ID.matcher(body);
    if (matcher.find()) {
      ids.add(matcher.group());
    }
  }

  /** Returns the next visitors without a token. */
  private List<String> next(int count) {
    if (used + count > ids.size()) {
      throw new IllegalStateException("Too few have joined: raise -Dbench.joined=" + JOINED);
    }
    List<String> some = ids.subList(used, used + count);
    used += count;
    return some;
  }

  private double sustained(NodeProcess node) throws IOException {
    Path file = Files.write(folder.resolve("ids"), next(SUSTAINED_SECONDS * TOKENS_PER_SECOND_MAX));
    return Wrk.run(node.url("/generate_token"), SUSTAINED_SECONDS, "token.lua", file.toString())
        .requestsPerSecond();
  }

  private Map<String, Answers.Latencies> storm(NodeProcess node, double perSecond)
      throws Exception {
    ExecutorService line = Executors.newSingleThreadExecutor();
    try {
      List<String> watchers = List.copyOf(ids.subList(0, POLLS_PER_SECOND));
      Future<Answers> polls =
          line.submit(
              () ->
                  OpenLoop.run(
                      node.visitors(),
                      OpenLoop.Pace.of(POLLS_PER_SECOND, STORM_SECONDS),
                      n -> place(watchers.get((int) (n % watchers.size())))));
      List<String> people = next((int) (perSecond * STORM_SECONDS));
      Answers all =
          OpenLoop.run(
              node.visitors(),
              STORM_CONNECTIONS,
              OpenLoop.Pace.of(perSecond, STORM_SECONDS),
              n -> new TokenVisit(people.get((int) (n % people.size())), granted));
      all.add(polls.get());
      all.byName().forEach((name, latencies) -> print(name, latencies));
      return all.byName();
    } finally {
      line.shutdownNow();
    }
  }

  private static Visit place(String id) {
    return Visit.of(
        "queue_num, in line", Requests.get("/queue_num?event_id=Sample&request_id=" + id));
  }

  private static void print(String name, Answers.Latencies all) {
    System.out.printf(
        Locale.ROOT,
        "%-20s %7d requests, p50 %.0f ms, p99 %.0f ms, max %.0f ms, %d failures%n",
        name,
        all.requests(),
        all.p50Millis(),
        all.p99Millis(),
        all.maxMillis(),
        all.failures());
  }

  /**
   * Returns the seconds from the end of the storm, with none of its requests in flight, until all
   * tokens of a whole second are granted in time.
   */
  private double calm(NodeProcess node, double perSecond) throws IOException {
    long end = System.nanoTime();
    for (int second = 1; second <= CALM_SECONDS_MAX; second++) {
      List<String> people = next((int) perSecond);
      Answers.Latencies all =
          OpenLoop.run(
                  node.visitors(),
                  OpenLoop.Pace.of(perSecond, 1),
                  n -> new TokenVisit(people.get((int) (n % people.size())), new HashMap<>()))
              .of(TokenVisit.GRANTED);
      if (all.requests() >= (long) perSecond && all.p99Millis() < CALM_MILLIS) {
        return (double) (System.nanoTime() - end) / TimeUnit.SECONDS.toNanos(1);
      }
    }
    throw new IllegalStateException("Not calm %d s after the storm".formatted(CALM_SECONDS_MAX));
  }

  private int changed(NodeProcess node) throws IOException {
    List<String> some = granted.keySet().stream().limit(ASKED_AGAIN).toList();
    Map<String, String> again = new HashMap<>();
    OpenLoop.run(
        node.visitors(),
        OpenLoop.Pace.of(Math.max(1, some.size() / 10.0), 10),
        n -> new TokenVisit(some.get((int) (n % some.size())), again));
    return (int)
        some.stream()
            .filter(
                id ->
                    !tokens(granted.getOrDefault(id, ""))
                        .equals(tokens(again.getOrDefault(id, "none"))))
            .count();
  }

  /** Removes {@code expires_in}, the seconds left, which shrinks with time. */
  private static String tokens(String body) {
    return body.replaceFirst("\"expires_in\".*", "");
  }

  private static String state(Fleet fleet, NodeProcess node) throws IOException {
    long heap = fleet.heap();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + node.pid() + "/fd"))) {
      return "heap after GC %.1f MiB, %d open files".formatted(heap / 1048576.0, files.count());
    }
  }
}
