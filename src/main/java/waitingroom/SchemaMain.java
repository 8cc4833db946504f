package waitingroom;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.dev.Schema;
import waitingroom.dev.StartException;

/**
 * Creates the tables, or waits until they are there, and ends. It connects as a node of the same
 * place would: {@code -Dconfig.file=conf/<place>.conf}, with the same password and TLS.
 *
 * <p>Arguments: {@code create}, the folder with the CQL files, and the replication of the keyspace
 * as a CQL map; or {@code await} and the folder. A node must not start before its tables are there:
 * the journal keeps the refusal of its first statements and would never become ready.
 */
public final class SchemaMain {
  private static final Logger log = LoggerFactory.getLogger(SchemaMain.class);
  private static final long PAUSE_MILLIS = 1000;

  private static final Config PATIENCE =
      ConfigFactory.parseString(
          """
          datastax-java-driver {
            basic.request.timeout = 30 s
            advanced.connection.init-query-timeout = 10 s
            advanced.control-connection { timeout = 30 s, schema-agreement.timeout = 60 s }
            advanced.reconnection-policy.max-delay = 5 s
          }
          """);

  private SchemaMain() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      if (args.length == 3 && args[0].equals("create")) {
        create(Path.of(args[1]), args[2]);
      } else if (args.length == 2 && args[0].equals("await")) {
        await(Path.of(args[1]));
      } else {
        throw new IllegalArgumentException(
            "Say create, the folder with the CQL files and the replication, for instance"
                + " \"{'class': 'NetworkTopologyStrategy', 'datacenter1': 3}\", or await and the"
                + " folder");
      }
    } catch (IllegalArgumentException | ConfigException | StartException e) {
      fail(e.getMessage());
    } catch (DriverException e) {
      fail(
          "Cassandra refused (%s): check the contact point, the data centre and the rights of the user"
              .formatted(e.getMessage()));
    }
  }

  /** Ends when Cassandra is away: whoever started it tries again. */
  private static void create(Path folder, String replication) {
    Config config = config(false);
    try (CqlSession session = session(config)) {
      new Schema(folder, keyspace(config), replication).apply(session);
    }
    log.info("The tables are there: keyspace={}", keyspace(config));
  }

  /** Waits for Cassandra too. */
  private static void await(Path folder) throws InterruptedException {
    Config config = config(true);
    Schema schema = new Schema(folder, keyspace(config), Schema.ONE_REPLICA);
    Set<String> reported = Set.of();
    try (CqlSession session = session(config)) {
      for (Set<String> missing = schema.missing(session);
          !missing.isEmpty();
          missing = schema.missing(session)) {
        if (!missing.equals(reported)) {
          log.info("Waiting for tables: keyspace={} missing={}", keyspace(config), missing);
          reported = missing;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    log.info("The tables are there: keyspace={}", keyspace(config));
  }

  private static Config config(boolean waitForCassandra) {
    return ConfigFactory.parseString(
            "datastax-java-driver.advanced.reconnect-on-init = " + waitForCassandra)
        .withFallback(PATIENCE)
        .withFallback(ConfigFactory.load());
  }

  private static String keyspace(Config config) {
    return config.getString("akka.persistence.cassandra.journal.keyspace");
  }

  private static CqlSession session(Config config) {
    String driver =
        config
            .withOnlyPath("datastax-java-driver")
            .root()
            .render(ConfigRenderOptions.concise().setJson(true));
    return CqlSession.builder().withConfigLoader(DriverConfigLoader.fromString(driver)).build();
  }

  private static void fail(@Nullable String message) {
    log.error("{}", message);
    System.exit(1);
  }
}
