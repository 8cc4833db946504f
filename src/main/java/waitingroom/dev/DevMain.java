package waitingroom.dev;

import akka.Done;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
  private static final Duration CASSANDRA_START_MAX = Duration.ofSeconds(90);
  private static final long NODE_STOP_MAX_SECONDS = 20;
  private static final Config PLACE = ConfigFactory.parseFile(new File("conf/development.conf"));
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
    Config places = PLACE.withFallback(ConfigFactory.load()).resolve();
    requireFreePorts(places);
    AtomicReference<@Nullable Node> running = new AtomicReference<>();
    InetSocketAddress database = database(environment, data, places, running);
    say("Creating the schema");
    String keyspace = places.getString("akka.persistence.cassandra.journal.keyspace");
    new Schema(CASSANDRA_HOME, keyspace, Schema.ONE_REPLICA)
        .apply(database, EmbeddedCassandra.DATA_CENTER);
    say("Starting the node");
    Node node = Node.start(config(secrets, database), Clock.systemUTC());
    running.set(node);
    Bound bound = node.listeners().toCompletableFuture().join();
    node.ready().toCompletableFuture().join();
    say(Welcome.text(bound, secrets));
  }

  /** Before the database starts: it would be a pity to wait for it and then be told. */
  private static void requireFreePorts(Config config) {
    LoopbackPort.free(
        config.getInt("waiting-room.public.port"), "visitors' port (WAITING_ROOM_PUBLIC_PORT)");
    LoopbackPort.free(
        config.getInt("waiting-room.admin.port"), "operators' port (WAITING_ROOM_ADMIN_PORT)");
    LoopbackPort.free(
        config.getInt("akka.remote.artery.canonical.port"),
        "cluster's port (WAITING_ROOM_REMOTING_PORT)");
  }

  private static InetSocketAddress database(
      Map<String, String> environment,
      Path data,
      Config places,
      AtomicReference<@Nullable Node> running) {
    String given = environment.getOrDefault("WAITING_ROOM_CASSANDRA", "");
    if (!given.isEmpty()) {
      say("Using Cassandra at " + given);
      return address(given);
    }
    EmbeddedCassandra cassandra =
        EmbeddedCassandra.start(
            data.resolve("cassandra"),
            places.getInt("waiting-room.development.cassandra-port"),
            places.getInt("waiting-room.development.cassandra-storage-port"),
            CASSANDRA_HOME,
            CASSANDRA_START_MAX,
            DevMain::say);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stopAfter(running.get(), cassandra), "stop-cassandra"));
    CompletionStage<Void> unused = cassandra.onExit().thenRun(() -> say("Cassandra has ended."));
    return cassandra.contactPoint();
  }

  /** The database goes when the node has left: until then rooms may still write. */
  private static void stopAfter(@Nullable Node node, EmbeddedCassandra cassandra) {
    if (node != null) {
      node.system()
          .getWhenTerminated()
          .toCompletableFuture()
          .completeOnTimeout(Done.getInstance(), NODE_STOP_MAX_SECONDS, TimeUnit.SECONDS)
          .join();
    }
    cassandra.close();
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
            List.of(database.getHostString() + ":" + database.getPort()),
            "waiting-room.secrets.master-secret-file",
            secrets.masterSecret().toString(),
            "waiting-room.secrets.signing-keys-file",
            secrets.signingKeys().toString(),
            "waiting-room.admin.access-keys-file",
            secrets.credentials().toString());
    return ConfigFactory.parseMap(found, "development start")
        .withFallback(PLACE)
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
