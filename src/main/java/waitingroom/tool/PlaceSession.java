package waitingroom.tool;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;

/**
 * The database of a place for a program that does one thing and ends: it connects as a node would,
 * with the same password and TLS, and is more patient.
 */
final class PlaceSession {
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

  private PlaceSession() {}

  /**
   * @param place the configuration of the place
   * @param waitForCassandra whether to try until Cassandra is there
   */
  static CqlSession open(Config place, boolean waitForCassandra) {
    Config config =
        ConfigFactory.parseString(
                "datastax-java-driver.advanced.reconnect-on-init = " + waitForCassandra)
            .withFallback(PATIENCE)
            .withFallback(place);
    String driver =
        config
            .withOnlyPath("datastax-java-driver")
            .root()
            .render(ConfigRenderOptions.concise().setJson(true));
    return CqlSession.builder().withConfigLoader(DriverConfigLoader.fromString(driver)).build();
  }

  /** Where the tables are. */
  static String keyspace(Config place) {
    return place.getString("akka.persistence.cassandra.journal.keyspace");
  }
}
