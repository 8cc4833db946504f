package waitingroom.chaos;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.testkit.TestCassandra;
import waitingroom.tool.Schema;

/** Cassandra that can be killed, frozen and restarted on the same data. */
final class ChaosCassandra implements AutoCloseable {
  static final String KEYSPACE = "waitingroom";
  private static final Duration START_MAX = Duration.ofSeconds(90);

  private final Path home;
  private final Path data;
  private final String host;
  private EmbeddedCassandra running;
  private InetSocketAddress address;

  private ChaosCassandra(Path home, Path data, String host) {
    this.home = home;
    this.data = data;
    this.host = host;
    this.running = EmbeddedCassandra.start(data, 0, 0, home, START_MAX, progress -> {});
    this.address = running.contactPoint();
  }

  /**
   * Starts a Cassandra and creates all tables.
   *
   * @param host the address under which the nodes reach this machine
   */
  static ChaosCassandra start(Path folder, String host) {
    try {
      ChaosCassandra cassandra =
          new ChaosCassandra(
              reachable(folder.resolve("cassandra-home")), folder.resolve("cassandra"), host);
      new Schema(TestCassandra.HOME, KEYSPACE, Schema.ONE_REPLICA)
          .apply(cassandra.address, EmbeddedCassandra.DATA_CENTER);
      return cassandra;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates a home for the embedded Cassandra that listens on all addresses. */
  private static Path reachable(Path home) throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    try (var files = Files.list(TestCassandra.HOME.resolve("conf"))) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        Files.writeString(
            conf.resolve(file.getFileName()),
            text.replace(
                "rpc_address: 127.0.0.1",
                "rpc_address: 0.0.0.0\nbroadcast_rpc_address: 127.0.0.1"));
      }
    }
    Files.createSymbolicLink(
        home.resolve("lib"), TestCassandra.HOME.resolve("target/lib").toAbsolutePath());
    return home;
  }

  String contactPoint() {
    return host + ":" + address.getPort();
  }

  CqlSession session() {
    return TestCassandra.session(address);
  }

  void signal(String name) {
    Shell.signal(name, running.pid());
  }

  /**
   * Sends SIGKILL and waits for the end of the process, which may have ended by itself, as it does
   * when it cannot write.
   */
  void kill() {
    Shell.succeeds("kill", "-KILL", Long.toString(running.pid()));
    running.onExit().join();
  }

  /** Restarts Cassandra on the same port after {@link #kill}. */
  void restart() {
    running = EmbeddedCassandra.start(data, address.getPort(), 0, home, START_MAX, progress -> {});
    address = running.contactPoint();
  }

  @Override
  public void close() {
    running.close();
  }
}
