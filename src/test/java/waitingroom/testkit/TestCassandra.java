package waitingroom.testkit;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.tool.Schema;

/**
 * One Cassandra for all tests of this JVM, started on first use and stopped when the JVM ends. Its
 * logs stay in {@code target/cassandra-test}; its data is deleted.
 */
public final class TestCassandra {
  /** The folder of the embedded Cassandra and its CQL files in the checkout. */
  public static final Path HOME = Path.of("cassandra");

  private static final Duration START_MAX = Duration.ofSeconds(60);

  private static final class Shared {
    static final TestCassandra INSTANCE = started();
  }

  private static final Queue<Runnable> USERS = new ConcurrentLinkedQueue<>();

  private final EmbeddedCassandra cassandra;
  private final Path folder;
  private final ConcurrentHashMap<Object, String> keyspaces = new ConcurrentHashMap<>();

  private TestCassandra(EmbeddedCassandra cassandra, Path folder) {
    this.cassandra = cassandra;
    this.folder = folder;
  }

  /** The Cassandra of this JVM. The first call takes several seconds. */
  public static TestCassandra shared() {
    return Shared.INSTANCE;
  }

  /** Stops a user of this Cassandra when the JVM ends, before Cassandra does. */
  void stopBefore(Runnable user) {
    USERS.add(user);
  }

  /** A session with any Cassandra, which closes quickly. */
  public static CqlSession session(InetSocketAddress contactPoint) {
    DriverConfigLoader config =
        DriverConfigLoader.programmaticBuilder()
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
            .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
            .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
            .build();
    return CqlSession.builder()
        .addContactPoint(contactPoint)
        .withLocalDatacenter(EmbeddedCassandra.DATA_CENTER)
        .withConfigLoader(config)
        .build();
  }

  public Path folder() {
    return folder;
  }

  public long pid() {
    return cassandra.pid();
  }

  /** The contact point for the driver. */
  public InetSocketAddress contactPoint() {
    return cassandra.contactPoint();
  }

  /** A keyspace with all tables, for this test class alone. */
  public String keyspaceFor(Class<?> test) {
    return keyspaces.computeIfAbsent(test, user -> createKeyspace(test.getSimpleName()));
  }

  /** A keyspace with all tables for the test classes that share a node of that profile. */
  String keyspaceFor(Profile profile) {
    return keyspaces.computeIfAbsent(profile, user -> createKeyspace(profile.name()));
  }

  /** Journal, snapshot store and driver settings for an actor system that uses the keyspace. */
  public Config akkaConfig(String keyspace) {
    return ConfigFactory.parseString(
        """
        akka.persistence.journal.plugin = "akka.persistence.cassandra.journal"
        akka.persistence.snapshot-store.plugin = "akka.persistence.cassandra.snapshot"
        akka.projection.cassandra.offset-store.keyspace = %1$s
        akka.persistence.cassandra {
          journal.keyspace = %1$s
          snapshot.keyspace = %1$s
          journal.keyspace-autocreate = off
          journal.tables-autocreate = off
          snapshot.keyspace-autocreate = off
          snapshot.tables-autocreate = off
        }
        waiting-room.practice { journal.keyspace = %1$s, snapshot.keyspace = %1$s }
        datastax-java-driver.basic {
          contact-points = ["127.0.0.1:%2$d"]
          load-balancing-policy.local-datacenter = %3$s
          # The first statements meet a cold node on a busy machine.
          request.timeout = 10 s
        }
        datastax-java-driver.advanced.netty {
          io-group.shutdown.quiet-period = 0
          admin-group.shutdown.quiet-period = 0
        }
        """
            .formatted(keyspace, contactPoint().getPort(), EmbeddedCassandra.DATA_CENTER));
  }

  private String createKeyspace(String user) {
    String name = user.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String keyspace =
        "t%d_%s".formatted(keyspaces.size(), name.substring(0, Math.min(40, name.length())));
    new Schema(HOME, keyspace, Schema.ONE_REPLICA)
        .apply(contactPoint(), EmbeddedCassandra.DATA_CENTER);
    return keyspace;
  }

  private static TestCassandra started() {
    Path data =
        Path.of("target/cassandra-test/shared-" + ProcessHandle.current().pid()).toAbsolutePath();
    EmbeddedCassandra cassandra =
        EmbeddedCassandra.start(data, 0, 0, HOME, START_MAX, message -> {});
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  USERS.parallelStream().forEach(Runnable::run);
                  cassandra.close();
                  deleteAllButLogs(data);
                }));
    return new TestCassandra(cassandra, data);
  }

  private static void deleteAllButLogs(Path data) {
    Path logs = data.resolve("logs");
    Folders.delete(data, file -> !file.equals(data) && !file.startsWith(logs));
  }
}
