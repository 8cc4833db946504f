package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.testkit.Answer;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;
import waitingroom.token.SigningAlgorithm;

/**
 * The routes of the public listener, each beside Akka HTTP alone in the same round: as many
 * requests as go (wrk), what a thousand of them cost, and the latency at a fixed rate of arrival.
 */
final class HttpBench {
  static final String KEYSPACE = "bench_http";
  static final String SINGLE_KEYSPACE = "bench_single";

  /** More than all runs of one algorithm fetch. */
  private static final int TOKENS = 250_000;

  /** The last algorithm is several times as fast as the others, and has the rest of all ids. */
  private static final int TOKENS_OF_THE_LAST = 900_000;

  private static final int ALGORITHMS = 4;

  private final Path folder;
  private final InetSocketAddress cassandra;
  private final Rounds rounds;
  private final Table table = new Table();

  private HttpBench(Path folder, EmbeddedCassandra cassandra, BareServer bare) {
    this.folder = folder;
    this.cassandra = cassandra.contactPoint();
    this.rounds = new Rounds(bare, cassandra.pid(), table);
  }

  static void run(Path folder, EmbeddedCassandra cassandra) throws Exception {
    try (BareServer bare = BareServer.start()) {
      new HttpBench(folder, cassandra, bare).run();
    }
  }

  private void run() throws Exception {
    System.out.printf("%nHTTP: %d connections, %s%n", Wrk.CONNECTIONS, Rounds.lengths());
    table.head();
    NodeSettings settings = NodeSettings.in(folder, cassandra, KEYSPACE);
    PositionCheck check;
    try (NodeProcess node = started(settings, Map.of())) {
      check = fromMemory(settings, node);
      serve(node, check.requestIds().size() + 1_000_000L);
      authorizer(node, check.requestIds().get(0));
      tokens(node, "RS256, native", 200, check, 0);
    }
    joinsOneByOne();
    try (NodeProcess node = started(settings, Map.of("WAITING_ROOM_CRYPTO_PROVIDER", "jdk"))) {
      tokens(node, "RS256, JDK", 40, check, 1);
    }
    try (NodeProcess node = started(settings.signingWith(SigningAlgorithm.ES256), Map.of())) {
      tokens(node, "ES256 (RFC 6979)", 300, check, 2);
    }
    try (NodeProcess node =
        started(
            settings.signingWith(SigningAlgorithm.ES256),
            Map.of("WAITING_ROOM_CRYPTO_PROVIDER", "native"))) {
      tokens(node, "ES256, native", 300, check, 3);
    }
    BenchFile.write("http", rounds.all());
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

  private PositionCheck fromMemory(NodeSettings settings, NodeProcess node) throws Exception {
    Path answers = Files.createDirectories(folder.resolve("answers"));
    String requestId = anyRequestId(node);
    JoinRoute joins = new JoinRoute("assign_queue_num (durable)", node, answers, 2_000);
    rounds.of(
        node,
        List.of(
            plain("constant (health/live)", node, "/health/live"),
            plain("serving_num", node, "/serving_num?event_id=Sample"),
            plain("waiting_num", node, "/waiting_num?event_id=Sample"),
            plain("queue_num", node, "/queue_num?event_id=Sample&request_id=" + requestId),
            joins));
    joins.keepAtLeast((ALGORITHMS - 1L) * TOKENS + TOKENS_OF_THE_LAST);
    Answer waiting = node.visitor().get("/waiting_num?event_id=Sample");
    long unanswered = (long) joins.closedLoops() * Wrk.CONNECTIONS + 1;
    return PositionCheck.of(
        answers,
        settings.secrets().masterSecret(),
        waiting.json().get("waiting_num").longValue(),
        joins.counted(),
        unanswered);
  }

  private static PlainRoute plain(String name, NodeProcess node, String target) {
    return new PlainRoute(name, node.visitors(), target);
  }

  private static String anyRequestId(NodeProcess node) {
    Answer answer = node.visitor().post(JoinRoute.TARGET, JoinRoute.BODY);
    Matcher matcher = Pattern.compile("[0-9a-f-]{36}").matcher(answer.text());
    if (!matcher.find()) {
      throw new IllegalStateException("Nobody could join: see target/bench/node.log");
    }
    return matcher.group();
  }

  private void authorizer(NodeProcess node, String requestId) throws Exception {
    String body = "{\"event_id\": \"Sample\", \"request_id\": \"%s\"}".formatted(requestId);
    Answer tokens = node.visitor().post("/generate_token", body);
    String header = "Bearer " + tokens.json().get("access_token").textValue();
    Path file = Files.writeString(folder.resolve("authorization"), header);
    String door = "/authorizer?event_id=Sample";
    rounds.of(
        node,
        List.of(
            new PlainRoute("authorizer", node.visitors(), door, file),
            new PlainRoute(
                "authorizer, live session", node.visitors(), door + "&live=true", file)));
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
    Path unused = Files.createDirectories(folder.resolve("answers-one-by-one"));
    try (NodeProcess node = started(settings, Map.of("WAITING_ROOM_JOIN_BATCH_MAX", "1"))) {
      String name = "assign_queue_num, one event per join";
      rounds.of(node, List.of(new JoinRoute(name, node, unused, 40)));
    }
  }

  private void tokens(
      NodeProcess node, String how, double perSecond, PositionCheck check, int algorithm)
      throws Exception {
    List<String> ids = check.requestIds();
    int from = algorithm * TOKENS;
    boolean last = algorithm == ALGORITHMS - 1;
    List<String> mine = ids.subList(from, last ? ids.size() : from + TOKENS);
    rounds.of(
        node,
        List.of(
            new TokenRoute("generate_token " + how, node, perSecond, mine, Rounds.RUNS, folder)));
  }
}
