package waitingroom.tool;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tables of the waiting room, as defined by the CQL files of a folder. Nothing else creates tables.
 *
 * @param folder holds {@code *.cql}, applied in the order of their names
 * @param keyspace fills in <code>${keyspace}</code>: a lower-case letter, then lower-case letters,
 *     digits and underscores, 48 characters at most
 * @param replication fills in <code>${replication}</code>: a CQL map
 */
public record Schema(Path folder, String keyspace, String replication) {
  /** A single replica, for a single node. */
  public static final String ONE_REPLICA = "{'class': 'SimpleStrategy', 'replication_factor': 1}";

  // Cassandra's own limit: SchemaConstants.NAME_LENGTH.
  private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");
  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE IF NOT EXISTS \\$\\{keyspace\\}\\.(\\w+)");
  private static final Pattern COLUMN =
      Pattern.compile("ALTER TABLE \\$\\{keyspace\\}\\.(\\w+) ADD IF NOT EXISTS (\\w+)");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  public Schema {
    if (!KEYSPACE.matcher(keyspace).matches()) {
      throw new IllegalArgumentException(
          "The keyspace must be a lower-case letter followed by at most 47 lower-case letters, digits or underscores: "
              + keyspace);
    }
  }

  /**
   * Creates missing tables and returns once all nodes agree. Idempotent.
   *
   * @throws StartException if Cassandra cannot be reached or refuses a statement
   */
  public void apply(InetSocketAddress contactPoint, String dataCenter) {
    try (CqlSession session = session(contactPoint, dataCenter)) {
      apply(session);
    } catch (DriverException e) {
      throw new StartException(
          "Cannot create the tables on %s:%s (%s): check that you may change this Cassandra and that its data centre is %s."
              .formatted(
                  contactPoint.getHostString(), contactPoint.getPort(), e.getMessage(), dataCenter),
          e);
    }
  }

  /**
   * The same on an open session.
   *
   * @throws StartException if the nodes do not agree in time
   * @throws DriverException if Cassandra refuses a statement
   */
  public void apply(CqlSession session) {
    for (Path file : files()) {
      apply(session, file);
    }
  }

  /**
   * Tables of the files that the database lacks, and added columns that it lacks, as {@code
   * table.column}.
   */
  public Set<String> missing(CqlSession session) {
    Set<String> missing = new TreeSet<>();
    for (Path file : files()) {
      String text = read(file);
      TABLE.matcher(text).results().forEach(table -> missing.add(table.group(1)));
      COLUMN
          .matcher(text)
          .results()
          .forEach(added -> missing.add(added.group(1) + "." + added.group(2)));
    }
    session
        .execute(
            "SELECT table_name, column_name FROM system_schema.columns WHERE keyspace_name = ?",
            keyspace)
        .forEach(
            row -> {
              missing.remove(row.getString("table_name"));
              missing.remove(row.getString("table_name") + "." + row.getString("column_name"));
            });
    return missing;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StartException("Cannot read " + file + ".", e);
    }
  }

  private void apply(CqlSession session, Path file) {
    for (String statement : CqlScript.statements(read(file))) {
      String filled =
          statement.replace("${keyspace}", keyspace).replace("${replication}", replication);
      if (!session.execute(filled).getExecutionInfo().isSchemaInAgreement()) {
        throw new StartException(
            "The nodes of Cassandra did not agree on "
                + file.getFileName()
                + " in time: check that all of them are up, then start again.");
      }
    }
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files =
          all.filter(file -> file.getFileName().toString().endsWith(".cql")).sorted().toList();
      if (files.isEmpty()) {
        throw new StartException("There are no .cql files in " + folder + ".");
      }
      return files;
    } catch (IOException e) {
      throw new StartException(
          "Cannot list the .cql files in " + folder + ": start in the folder that holds it.", e);
    }
  }

  /** Has long timeouts: creating a table on a cold node takes longer than a query's two seconds. */
  private static CqlSession session(InetSocketAddress contactPoint, String dataCenter) {
    DriverConfigLoader config =
        DriverConfigLoader.programmaticBuilder()
            // The file settings of the node are not meant for this session.
            .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, false)
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, TIMEOUT)
            .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, TIMEOUT)
            .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, TIMEOUT)
            .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, TIMEOUT)
            .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, TIMEOUT)
            // By default the driver waits a second per schema change, and as long to close.
            .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
            .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
            .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
            .build();
    return CqlSession.builder()
        .addContactPoint(contactPoint)
        .withLocalDatacenter(dataCenter)
        .withConfigLoader(config)
        .build();
  }
}
