package waitingroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;
import waitingroom.testkit.TestCertificate;

/**
 * Cost of TLS for a node and for nginx with the same key: rates with and without it, in turn, over
 * connections that stay open.
 */
final class TlsBench {
  static final String KEYSPACE = "bench_tls";
  private static final String TARGET = "/serving_num?event_id=Sample";
  private static final int SECONDS = Integer.getInteger("bench.seconds", 3);

  private final Path folder;
  private final EmbeddedCassandra cassandra;

  TlsBench(Path folder, EmbeddedCassandra cassandra) {
    this.folder = folder;
    this.cassandra = cassandra;
  }

  void run() throws Exception {
    Path files = Files.createDirectories(folder.resolve("tls")).toAbsolutePath();
    TestCertificate certificate = TestCertificate.generate("EC", files);
    Path chain = Files.writeString(files.resolve("tls.crt"), certificate.chainPem());
    Path key = Files.writeString(files.resolve("tls.key"), certificate.keyPem());
    NodeSettings plain = NodeSettings.in(folder, cassandra.contactPoint(), KEYSPACE);
    try (NodeProcess node = NodeProcess.started(plain, Bench.NODE_LOG, Map.of());
        NodeProcess secure = secure(plain.beside(), chain, key);
        Yardstick nginx = Yardstick.start(folder);
        Yardstick nginxTls = Yardstick.withTls(folder, chain, key)) {
      List<String> urls =
          List.of(
              node.url(TARGET),
              secure.url(TARGET).replace("http:", "https:"),
              "http://127.0.0.1:" + nginx.address().getPort() + "/",
              "https://127.0.0.1:" + nginxTls.address().getPort() + "/");
      System.out.printf("%nTLS: %d connections, %d s each%n", Wrk.CONNECTIONS, SECONDS);
      try (Meter one = new Meter(node.pid(), cassandra.pid());
          Meter other = new Meter(secure.pid(), cassandra.pid())) {
        WarmUp.until(() -> one.compileMillis() + other.compileMillis(), () -> rates(urls));
      }
      print(urls);
    }
  }

  /** The same settings and files as a node without TLS, which only its probe at the start needs. */
  private static NodeProcess secure(NodeSettings settings, Path chain, Path key)
      throws IOException {
    NodeProcess node =
        new NodeProcess(
            settings,
            Bench.NODE_LOG,
            Map.of(
                "WAITING_ROOM_PUBLIC_TLS_CERTIFICATE_CHAIN_FILE",
                chain.toString(),
                "WAITING_ROOM_PUBLIC_TLS_PRIVATE_KEY_FILE",
                key.toString()));
    node.startBehindTls();
    return node;
  }

  private static List<Double> rates(List<String> urls) {
    List<Double> rates = new ArrayList<>();
    for (String url : urls) {
      rates.add(Wrk.run(url, SECONDS, "").requestsPerSecond());
    }
    return rates;
  }

  private static void print(List<String> urls) {
    System.out.println("node, node with TLS, ratio; nginx, nginx with TLS, ratio");
    for (int round = 0; round < Rounds.RUNS; round++) {
      List<Double> rates = rates(urls);
      System.out.printf(
          Locale.ROOT,
          "%.0f %.0f %.2f; %.0f %.0f %.2f%n",
          rates.get(0),
          rates.get(1),
          rates.get(1) / rates.get(0),
          rates.get(2),
          rates.get(3),
          rates.get(3) / rates.get(2));
    }
  }
}
