package waitingroom.dev;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import waitingroom.Node;
import waitingroom.http.HttpListeners.Bound;
import waitingroom.token.SigningAlgorithm;
import waitingroom.token.SigningKeys;

/**
 * {@code make run}: secrets, a Cassandra, the schema, one node, and a few lines that say how to use
 * it.
 *
 * <p>Environment: {@code WAITING_ROOM_DATA} is the folder for data and secrets, {@code
 * WAITING_ROOM_CASSANDRA} (host:port) uses that database in place of the embedded one.
 */
public final class DevMain {
  private static final int CASSANDRA_PORT = 19042;
  private static final int CASSANDRA_STORAGE_PORT = 17000;
  private static final Duration CASSANDRA_START_MAX = Duration.ofSeconds(90);
  private static final Path CASSANDRA_HOME = Path.of("cassandra");

  private DevMain() {}

  public static void main(String[] args) {
    try {
      run(System.getenv());
    } catch (StartException | IllegalArgumentException e) {
      fail(e.getMessage());
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      fail(cause == null ? e.getMessage() : cause.getMessage());
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(Map<String, String> environment) {
    Path data = Path.of(environment.getOrDefault("WAITING_ROOM_DATA", ".data"));
    DevSecrets secrets = DevSecrets.in(data, () -> SigningKeys.generate(SigningAlgorithm.RS256));
    InetSocketAddress database = database(environment, data);
    say("Creating the schema");
    Schema.forDevelopment(CASSANDRA_HOME).apply(database, EmbeddedCassandra.DATA_CENTER);
    say("Starting the node");
    Node node = Node.start(config(secrets, database), Clock.systemUTC());
    Bound bound = node.listeners().toCompletableFuture().join();
    node.ready().toCompletableFuture().join();
    say(Welcome.text(bound, secrets));
  }

  private static InetSocketAddress database(Map<String, String> environment, Path data) {
    String given = environment.getOrDefault("WAITING_ROOM_CASSANDRA", "");
    if (!given.isEmpty()) {
      say("Using Cassandra at " + given);
      return address(given);
    }
    EmbeddedCassandra cassandra =
        EmbeddedCassandra.start(
            data.resolve("cassandra"),
            CASSANDRA_PORT,
            CASSANDRA_STORAGE_PORT,
            CASSANDRA_HOME,
            CASSANDRA_START_MAX,
            DevMain::say);
    stopLast(cassandra);
    return cassandra.contactPoint();
  }

  /** The database goes when the node is gone; and a node without its database is no use here. */
  private static void stopLast(EmbeddedCassandra cassandra) {
    Thread stop = new Thread(cassandra::close, "stop-cassandra");
    Runtime.getRuntime().addShutdownHook(stop);
  }

  private static InetSocketAddress address(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new StartException("CASSANDRA must be host:port, not " + hostAndPort);
    }
  }

  private static Config config(DevSecrets secrets, InetSocketAddress database) {
    Map<String, Object> found =
        Map.of(
            "datastax-java-driver.basic.contact-points",
            java.util.List.of(database.getHostString() + ":" + database.getPort()),
            "waiting-room.secrets.master-secret-file",
            secrets.masterSecret().toString(),
            "waiting-room.secrets.signing-keys-file",
            secrets.signingKeys().toString(),
            "waiting-room.admin.access-keys-file",
            secrets.credentials().toString());
    return ConfigFactory.parseMap(found, "development start")
        .withFallback(ConfigFactory.parseFile(new File("conf/development.conf")))
        .withFallback(ConfigFactory.load())
        .resolve();
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private static void fail(@Nullable String message) {
    System.err.println(Objects.requireNonNullElse(message, "The start failed."));
    System.exit(1);
  }
}
