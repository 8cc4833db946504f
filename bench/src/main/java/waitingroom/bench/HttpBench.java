package waitingroom.bench;

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

/**
 * Routes of the public listener, each compared with nginx in the same round: maximum rate (wrk),
 * cost of a thousand requests, and latency at a fixed arrival rate.
 */
final class HttpBench {
  static final String KEYSPACE = "bench_http";
  static final String SINGLE_KEYSPACE = "bench_single";

  private final Path folder;
  private final InetSocketAddress cassandra;
  private final Rounds rounds;

  private HttpBench(Path folder, EmbeddedCassandra cassandra, Yardstick nginx) {
    this.folder = folder;
    this.cassandra = cassandra.contactPoint();
    this.rounds = new Rounds(nginx, cassandra.pid());
  }

  static void run(Path folder, EmbeddedCassandra cassandra) throws Exception {
    try (Yardstick nginx = Yardstick.start(folder)) {
      new HttpBench(folder, cassandra, nginx).run();
    }
  }

  private void run() throws Exception {
    System.out.printf("%nHTTP: %d connections, %s%n", Wrk.CONNECTIONS, Rounds.lengths());
    rounds.head();
    NodeSettings settings = NodeSettings.in(folder, cassandra, KEYSPACE);
    PositionCheck check;
    try (NodeProcess node = NodeProcess.started(settings, Bench.NODE_LOG, Map.of())) {
      check = fromMemory(settings, node);
      authorizer(node, check.requestIds().get(0));
    }
    joinsOneByOne();
    BenchFile.write("http", rounds.all());
    check.report();
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
    return PositionCheck.of(settings, node, joins, 1);
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
    Serving.everybody(node);
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

  private void joinsOneByOne() throws Exception {
    NodeSettings settings = NodeSettings.in(folder, cassandra, SINGLE_KEYSPACE);
    Path unused = Files.createDirectories(folder.resolve("answers-one-by-one"));
    try (NodeProcess node =
        NodeProcess.started(settings, Bench.NODE_LOG, Map.of("WAITING_ROOM_JOIN_BATCH_MAX", "1"))) {
      String name = "assign_queue_num, one event per join";
      rounds.of(node, List.of(new JoinRoute(name, node, unused, 40)));
    }
  }
}
