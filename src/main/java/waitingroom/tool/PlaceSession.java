package waitingroom.tool;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;

/**
 * Database session of a one-shot program: connects with a node's configuration, password and TLS,
 * but with longer timeouts.
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
   * @param place configuration of the place
   * @param waitForCassandra true: retry until Cassandra is up
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

  static String keyspace(Config place) {
    return place.getString("akka.persistence.cassandra.journal.keyspace");
  }
}
