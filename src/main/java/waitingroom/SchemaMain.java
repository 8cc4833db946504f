package waitingroom;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.dev.Schema;
import waitingroom.dev.StartException;

/**
 * Creates what is missing of the tables and ends. It connects as a node of the same place would:
 * {@code -Dconfig.file=conf/<place>.conf}, with the same password and TLS.
 *
 * <p>Arguments: the folder with the CQL files, and the replication of the keyspace as a CQL map.
 */
public final class SchemaMain {
  private static final Logger log = LoggerFactory.getLogger(SchemaMain.class);

  /** A node waits for its database; this ends instead, and whoever started it tries again. */
  private static final Config PATIENCE =
      ConfigFactory.parseString(
          """
          datastax-java-driver {
            basic.request.timeout = 30 s
            advanced.reconnect-on-init = false
            advanced.connection.init-query-timeout = 10 s
            advanced.control-connection { timeout = 30 s, schema-agreement.timeout = 60 s }
          }
          """);

  private SchemaMain() {}

  public static void main(String[] args) {
    try {
      run(args);
    } catch (IllegalArgumentException | ConfigException | StartException e) {
      fail(e.getMessage());
    } catch (DriverException e) {
      fail(
          "Cannot create the tables (%s): check the contact point, the data centre and the rights of the user"
              .formatted(e.getMessage()));
    }
  }

  private static void run(String[] args) {
    if (args.length != 2) {
      throw new IllegalArgumentException(
          "Name the folder with the CQL files and the replication, for instance cassandra"
              + " \"{'class': 'NetworkTopologyStrategy', 'datacenter1': 3}\"");
    }
    Config config = PATIENCE.withFallback(ConfigFactory.load());
    String keyspace = config.getString("akka.persistence.cassandra.journal.keyspace");
    try (CqlSession session = session(config)) {
      new Schema(Path.of(args[0]), keyspace, args[1]).apply(session);
    }
    log.info("The tables are there: keyspace={}", keyspace);
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
