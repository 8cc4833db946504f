package waitingroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;
import waitingroom.token.SigningAlgorithm;

/**
 * First tokens with each signer, each on a node of its own and compared with nginx: maximum rate,
 * cost of a thousand tokens, and latency at a fixed arrival rate. All visitors have joined and been
 * called before.
 */
final class TokensBench {
  static final String KEYSPACE = "bench_tokens";

  /** Part of the name of the only signer to run; empty for all. */
  private static final String ONLY = System.getProperty("bench.signing", "");

  private static final List<Way> WAYS =
      Stream.of(
              new Way("RS256, native", SigningAlgorithm.RS256, "native", 200, 250_000),
              new Way("RS256, JDK", SigningAlgorithm.RS256, "jdk", 40, 150_000),
              new Way("ES256 (RFC 6979)", SigningAlgorithm.ES256, "auto", 300, 350_000),
              new Way("ES256, native", SigningAlgorithm.ES256, "native", 300, 900_000))
          .filter(way -> way.name().contains(ONLY))
          .toList();

  private final Path folder;
  private final NodeSettings settings;
  private final Rounds rounds;

  /**
   * A signer.
   *
   * @param provider for {@code WAITING_ROOM_CRYPTO_PROVIDER}
   * @param arriving requests per second of the open loop
   * @param people more than twice the tokens fetched in the rounds: half are for the warm-ups,
   *     where a fast node repeats some
   */
  private record Way(
      String name, SigningAlgorithm algorithm, String provider, double arriving, int people) {}

  private TokensBench(Path folder, EmbeddedCassandra cassandra, Yardstick nginx)
      throws IOException {
    this.folder = Files.createDirectories(folder.resolve("tokens"));
    this.settings = NodeSettings.in(this.folder, cassandra.contactPoint(), KEYSPACE);
    this.rounds = new Rounds(nginx, cassandra.pid());
  }

  static void run(Path folder, EmbeddedCassandra cassandra) throws Exception {
    try (Yardstick nginx = Yardstick.start(folder)) {
      new TokensBench(folder, cassandra, nginx).run();
    }
  }

  private void run() throws Exception {
    if (WAYS.isEmpty()) {
      throw new IllegalArgumentException("No way of signing is called " + ONLY);
    }
    System.out.printf("%nTokens: %d connections, %s%n", Wrk.CONNECTIONS, Rounds.lengths());
    List<String> people = people();
    rounds.head();
    int from = 0;
    for (Way way : WAYS) {
      tokens(way, people.subList(from, from + way.people()));
      from += way.people();
    }
    BenchFile.write("tokens", rounds.all());
  }

  private List<String> people() throws Exception {
    Path answers = Files.createDirectories(folder.resolve("answers"));
    try (NodeProcess node = NodeProcess.started(settings, Bench.NODE_LOG, Map.of())) {
      JoinRoute joins = new JoinRoute("assign_queue_num", node, answers, 0);
      joins.keepAtLeast(WAYS.stream().mapToLong(Way::people).sum());
      PositionCheck check = PositionCheck.of(settings, node, joins, 0);
      check.report();
      Serving.everybody(node);
      return check.requestIds();
    }
  }

  private void tokens(Way way, List<String> people) throws Exception {
    Map<String, String> environment = Map.of("WAITING_ROOM_CRYPTO_PROVIDER", way.provider());
    try (NodeProcess node =
        NodeProcess.started(settings.signingWith(way.algorithm()), Bench.NODE_LOG, environment)) {
      String name = "generate_token " + way.name();
      rounds.of(
          node, List.of(new TokenRoute(name, node, way.arriving(), people, Rounds.RUNS, folder)));
    }
  }
}
