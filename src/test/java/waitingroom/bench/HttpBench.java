package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.testkit.Answer;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;
import waitingroom.token.SigningAlgorithm;

/**
 * The routes of the public listener under wrk, and the ratio of each to a constant of the same
 * server in the same run.
 */
final class HttpBench {
  static final String KEYSPACE = "bench_http";
  static final String SINGLE_KEYSPACE = "bench_single";

  private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warmup", 20);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 10);

  private static final int ROUNDS = 3;

  /** More than a run of that length can fetch. */
  private static final int TOKENS_PER_RUN = 80_000;

  private final Path folder;
  private final InetSocketAddress cassandra;
  private final Path answers;
  private final Table table = new Table();

  HttpBench(Path folder, InetSocketAddress cassandra) throws IOException {
    this.folder = folder;
    this.cassandra = cassandra;
    this.answers = Files.createDirectories(folder.resolve("answers"));
  }

  void run() throws Exception {
    System.out.printf(
        "HTTP: %d connections, %d s a run after %d s of warm-up%n",
        Wrk.CONNECTIONS, SECONDS, WARM_UP_SECONDS);
    table.head();
    PositionCheck check;
    NodeSettings settings = NodeSettings.in(folder, cassandra, KEYSPACE);
    try (NodeProcess node = started(settings, Map.of())) {
      routes(node);
      check = positions(settings, node);
      serve(node, check.requestIds().size() + 1_000_000L);
      tokens("generate_token RS256, native", node, check.requestIds(), 0);
    }
    joinsOneByOne();
    tokens("generate_token RS256, JDK", settings, "jdk", check.requestIds(), 1);
    NodeSettings es256 = settings.signingWith(SigningAlgorithm.ES256);
    tokens("generate_token ES256 (RFC 6979)", es256, "auto", check.requestIds(), 2);
    System.out.println(check.verdict());
    if (!check.good()) {
      throw new IllegalStateException("The positions that were handed out are not right");
    }
  }

  private static NodeProcess started(NodeSettings settings, Map<String, String> environment)
      throws IOException {
    NodeProcess node = new NodeProcess(settings, Bench.FOLDER.resolve("node.log"), environment);
    node.start();
    return node;
  }

  private void routes(NodeProcess node) {
    String join = node.url("/assign_queue_num");
    Wrk.run(join, WARM_UP_SECONDS, "join.lua", answers.toString(), "warm-up");
    String requestId = anyRequestId();
    List<String> urls =
        List.of(
            node.url("/health/live"),
            node.url("/serving_num?event_id=Sample"),
            node.url("/waiting_num?event_id=Sample"),
            node.url("/queue_num?event_id=Sample&request_id=" + requestId));
    urls.forEach(url -> Wrk.run(url, WARM_UP_SECONDS, ""));
    rounds(urls, join);
  }

  /** The lines in turn, several times over: the machine's speed changes from minute to minute. */
  private void rounds(List<String> urls, String join) {
    List<String> names =
        List.of("constant (health/live)", "serving_num", "waiting_num", "queue_num");
    Map<String, List<Wrk.Result>> results = new LinkedHashMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      for (int i = 0; i < names.size(); i++) {
        record(results, names.get(i), Wrk.run(urls.get(i), SECONDS, ""));
      }
      String kept = "round-" + round;
      record(
          results,
          "assign_queue_num (durable)",
          Wrk.run(join, SECONDS, "join.lua", answers.toString(), kept));
    }
    table.rounds(results);
  }

  private static void record(
      Map<String, List<Wrk.Result>> results, String name, Wrk.Result result) {
    results.computeIfAbsent(name, key -> new ArrayList<>()).add(result);
  }

  private String anyRequestId() {
    try {
      Matcher matcher =
          Pattern.compile("[0-9a-f-]{36}").matcher(Files.readString(answers.resolve("warm-up-1")));
      if (!matcher.find()) {
        throw new IllegalStateException("Nobody could join: see target/bench/node.log");
      }
      return matcher.group();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private PositionCheck positions(NodeSettings settings, NodeProcess node) throws IOException {
    Answer waiting = node.visitor().get("/waiting_num?event_id=Sample");
    return PositionCheck.of(
        answers,
        settings.secrets().masterSecret(),
        waiting.json().get("waiting_num").longValue(),
        (1L + ROUNDS) * Wrk.CONNECTIONS);
  }

  private static void serve(NodeProcess node, long by) {
    String body = "{\"event_id\": \"Sample\", \"increment_by\": %d}".formatted(by);
    Answer answer = node.admin().post("/api/increment_serving_counter", body);
    if (answer.status() != 200) {
      throw new IllegalStateException("The serving counter cannot be moved: " + answer);
    }
  }

  private void joinsOneByOne() throws Exception {
    NodeSettings settings = NodeSettings.in(folder, cassandra, SINGLE_KEYSPACE);
    Map<String, String> oneEventPerJoin = Map.of("WAITING_ROOM_JOIN_BATCH_MAX", "1");
    Path unused = Files.createDirectories(folder.resolve("answers-one-by-one"));
    try (NodeProcess node = started(settings, oneEventPerJoin)) {
      String join = node.url("/assign_queue_num");
      Wrk.run(join, WARM_UP_SECONDS, "join.lua", unused.toString(), "warm-up");
      table.line(
          "assign_queue_num, one event per join",
          Wrk.run(join, SECONDS, "join.lua", unused.toString(), "measured"));
    }
  }

  private void tokens(
      String what, NodeSettings settings, String provider, List<String> ids, int share)
      throws Exception {
    Map<String, String> environment = Map.of("WAITING_ROOM_CRYPTO_PROVIDER", provider);
    try (NodeProcess node = started(settings, environment)) {
      tokens(what, node, ids, share);
    }
  }

  private void tokens(String what, NodeProcess node, List<String> ids, int share)
      throws IOException {
    int size = Math.min(TOKENS_PER_RUN, ids.size() / 3);
    List<String> mine = ids.subList(share * size, (share + 1) * size);
    int warmUp = size / 8;
    Path first = Files.write(folder.resolve("ids-warm-up"), mine.subList(0, warmUp));
    Path rest = Files.write(folder.resolve("ids"), mine.subList(warmUp, size));
    String url = node.url("/generate_token");
    Wrk.run(url, WARM_UP_SECONDS, "token.lua", first.toString());
    table.line(what, Wrk.run(url, SECONDS, "token.lua", rest.toString()));
  }
}
