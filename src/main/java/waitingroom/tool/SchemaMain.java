package waitingroom.tool;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the tables, or waits until they exist. Connects with a node's configuration, {@code
 * -Dconfig.file=conf/<place>.conf}, password and TLS.
 *
 * <p>Arguments: {@code create}, the folder with the CQL files, and the replication of the keyspace
 * as a CQL map; or {@code await} and the folder. A node must not start before its tables exist: the
 * journal remembers that its first statements failed and would never become ready.
 */
public final class SchemaMain {
  private static final Logger log = LoggerFactory.getLogger(SchemaMain.class);
  private static final long PAUSE_MILLIS = 1000;

  private SchemaMain() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      if (args.length == 3 && args[0].equals("create")) {
        create(Path.of(args[1]), args[2]);
      } else if (args.length == 2 && args[0].equals("await")) {
        await(Path.of(args[1]));
      } else {
        throw new IllegalArgumentException(
            "Usage: SchemaMain create <folder> <replication> | await <folder>; for instance"
                + " create cassandra \"{'class': 'NetworkTopologyStrategy', 'datacenter1': 3}\"");
      }
    } catch (IllegalArgumentException | ConfigException | StartException e) {
      fail(e.getMessage());
    } catch (DriverException e) {
      fail(
          "Cassandra refused (%s): check contact point, data centre and permissions"
              .formatted(e.getMessage()));
    }
  }

  /** Fails if Cassandra is unavailable; the caller retries. */
  private static void create(Path folder, String replication) {
    Config place = ConfigFactory.load();
    String keyspace = PlaceSession.keyspace(place);
    try (CqlSession session = PlaceSession.open(place, false)) {
      new Schema(folder, keyspace, replication).apply(session);
    }
    log.info("All tables exist: keyspace={}", keyspace);
  }

  /** Also waits for Cassandra. */
  private static void await(Path folder) throws InterruptedException {
    Config place = ConfigFactory.load();
    String keyspace = PlaceSession.keyspace(place);
    Schema schema = new Schema(folder, keyspace, Schema.ONE_REPLICA);
    Set<String> reported = Set.of();
    try (CqlSession session = PlaceSession.open(place, true)) {
      for (Set<String> missing = schema.missing(session);
          !missing.isEmpty();
          missing = schema.missing(session)) {
        if (!missing.equals(reported)) {
          log.info("Waiting for tables: keyspace={} missing={}", keyspace, missing);
          reported = missing;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    log.info("All tables exist: keyspace={}", keyspace);
  }

  private static void fail(@Nullable String message) {
    log.error("{}", message);
    System.exit(1);
  }
}
