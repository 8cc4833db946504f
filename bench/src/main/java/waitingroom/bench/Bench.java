package waitingroom.bench;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.tool.Schema;

/**
 * Runs the benchmarks: {@code make bench}, or one part, such as {@code make bench BENCH=http}.
 *
 * <p>Everything runs on this machine over loopback: a Cassandra of its own with its data under
 * {@code target/bench}, the node, and the load. The bench ends by itself.
 */
public final class Bench {
  static final Path FOLDER = Path.of("target", "bench");

  /** Output of the nodes in most parts. */
  static final Path NODE_LOG = FOLDER.resolve("node.log");

  private static final String PURE = "jmh";
  private static final String WEIGHT = "weight";

  /** Keyspace prefix of the parts that send whole visits. */
  private static final String VISITS = "bench_";

  private static final List<String> PARTS =
      List.of(
          PURE,
          WEIGHT,
          "http",
          "tls",
          "start",
          "tokens",
          "journey",
          "growth",
          "load",
          "nodes",
          "crowd",
          "overload",
          "room",
          "inlets",
          "readside",
          "streams");

  private static final Map<String, List<String>> KEYSPACES =
      Map.ofEntries(
          Map.entry("http", List.of(HttpBench.KEYSPACE, HttpBench.SINGLE_KEYSPACE)),
          Map.entry("tls", List.of(TlsBench.KEYSPACE)),
          Map.entry("start", List.of(StartBench.KEYSPACE)),
          Map.entry("tokens", List.of(TokensBench.KEYSPACE)),
          Map.entry("journey", List.of(VISITS + "journey")),
          Map.entry("growth", List.of(VISITS + "growth")),
          Map.entry("load", List.of(VISITS + "load")),
          Map.entry("nodes", List.of(NodesBench.KEYSPACE)),
          Map.entry("crowd", List.of(CrowdBench.KEYSPACE)),
          Map.entry("overload", List.of(OverloadBench.KEYSPACE)),
          Map.entry("room", List.of(RoomBench.KEYSPACE)),
          Map.entry("inlets", List.of(InletsBench.KEYSPACE)),
          Map.entry("readside", List.of(ReadSideBench.KEYSPACE)),
          Map.entry("streams", List.of(StreamsBench.KEYSPACE)));

  private Bench() {}

  public static void main(String[] args) throws Exception {
    List<String> parts = args.length == 0 ? PARTS : List.of(args);
    if (!PARTS.containsAll(parts)) {
      throw new IllegalArgumentException("The parts are " + PARTS + ", not " + parts);
    }
    System.out.printf(
        "%d cores, %d MiB heap at most for the bench, Java %s%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        Runtime.version());
    Files.createDirectories(FOLDER);
    if (parts.contains(PURE)) {
      PureParts.run();
    }
    if (parts.contains(WEIGHT)) {
      WeightBench.run();
    }
    if (!List.of(PURE, WEIGHT).containsAll(parts)) {
      withCassandra(parts);
    }
    System.exit(0);
  }

  private static void withCassandra(List<String> parts) throws Exception {
    try (Scratch scratch = new Scratch(FOLDER.resolve("data-" + ProcessHandle.current().pid()));
        EmbeddedCassandra cassandra = cassandra(scratch.folder())) {
      for (String part : parts) {
        createTables(part, cassandra);
        run(part, scratch.folder(), cassandra);
      }
    }
  }

  private static void run(String part, Path folder, EmbeddedCassandra cassandra) throws Exception {
    InetSocketAddress contactPoint = cassandra.contactPoint();
    switch (part) {
      case "http" -> HttpBench.run(folder, cassandra);
      case "tls" -> new TlsBench(folder, cassandra).run();
      case "start" -> new StartBench(folder, cassandra).run();
      case "tokens" -> TokensBench.run(folder, cassandra);
      case "journey" -> visits(part, folder, cassandra).journey();
      case "growth" -> visits(part, folder, cassandra).growth();
      case "load" -> visits(part, folder, cassandra).load();
      case "nodes" -> new NodesBench(folder, cassandra).run();
      case "crowd" -> new CrowdBench(folder, cassandra).run();
      case "overload" -> new OverloadBench(folder, cassandra).run();
      case "room" -> new RoomBench(folder, contactPoint).run();
      case "inlets" -> new InletsBench(folder, contactPoint).run();
      case "readside" -> new ReadSideBench(folder, contactPoint).run();
      case "streams" -> new StreamsBench(folder, contactPoint).run();
      default -> {} // needs no Cassandra
    }
  }

  private static JourneyBench visits(String part, Path folder, EmbeddedCassandra cassandra) {
    return new JourneyBench(folder, VISITS + part, cassandra);
  }

  private static EmbeddedCassandra cassandra(Path folder) {
    return EmbeddedCassandra.start(
        folder.resolve("cassandra"),
        0,
        0,
        Path.of("cassandra"),
        Duration.ofSeconds(90),
        System.out::println);
  }

  private static void createTables(String part, EmbeddedCassandra cassandra) {
    for (String keyspace : KEYSPACES.getOrDefault(part, List.of())) {
      new Schema(Path.of("cassandra"), keyspace, Schema.ONE_REPLICA)
          .apply(cassandra.contactPoint(), EmbeddedCassandra.DATA_CENTER);
    }
  }
}
