package waitingroom.dev;

import com.typesafe.config.Config;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import waitingroom.token.SigningAlgorithm;
import waitingroom.token.SigningKeys;
import waitingroom.tool.Schema;
import waitingroom.tool.StartException;

/**
 * The prerequisites of development nodes: secrets, a Cassandra and its tables.
 *
 * @param database contact point for the driver
 */
record DevGround(DevSecrets secrets, InetSocketAddress database) {
  private static final Duration CASSANDRA_START_MAX = Duration.ofSeconds(90);
  private static final Path CASSANDRA_HOME = Path.of("cassandra");

  /**
   * Creates missing secrets and tables and starts the embedded Cassandra, unless {@code
   * WAITING_ROOM_CASSANDRA} (host:port) names another database. Cassandra stops when this JVM ends.
   *
   * @param place the configuration of the nodes
   * @param awaitNodes returns when the nodes have stopped: until then rooms may still write
   * @throws StartException with a message for the person at the terminal
   */
  static DevGround prepare(Map<String, String> environment, Config place, Runnable awaitNodes) {
    Path data = Path.of(environment.getOrDefault("WAITING_ROOM_DATA", ".data"));
    DevSecrets secrets = DevSecrets.in(data, () -> SigningKeys.generate(SigningAlgorithm.RS256));
    InetSocketAddress database = database(environment, data, place, awaitNodes);
    say("Creating the schema");
    String keyspace = place.getString("akka.persistence.cassandra.journal.keyspace");
    new Schema(CASSANDRA_HOME, keyspace, Schema.ONE_REPLICA)
        .apply(database, EmbeddedCassandra.DATA_CENTER);
    return new DevGround(secrets, database);
  }

  /** The contact point as host:port. */
  String contactPoint() {
    return database.getHostString() + ":" + database.getPort();
  }

  static void say(String line) {
    System.out.println(line);
  }

  private static InetSocketAddress database(
      Map<String, String> environment, Path data, Config place, Runnable awaitNodes) {
    String given = environment.getOrDefault("WAITING_ROOM_CASSANDRA", "");
    if (!given.isEmpty()) {
      say("Using Cassandra at " + given);
      return address(given);
    }
    EmbeddedCassandra cassandra =
        EmbeddedCassandra.start(
            data.resolve("cassandra"),
            place.getInt("waiting-room.development.cassandra-port"),
            place.getInt("waiting-room.development.cassandra-storage-port"),
            CASSANDRA_HOME,
            CASSANDRA_START_MAX,
            DevGround::say);
    Runnable stop =
        () -> {
          awaitNodes.run();
          cassandra.close();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop-cassandra"));
    CompletionStage<Void> unused = cassandra.onExit().thenRun(() -> say("Cassandra has ended."));
    return cassandra.contactPoint();
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
}
