package waitingroom.tool.purge;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import org.jspecify.annotations.Nullable;

/**
 * Statements on the tables of the waiting room, with the consistency of its journal. A table is
 * written {@code ks.name}; all statements are idempotent.
 */
final class Keyspace {
  private static final String PROFILE = "akka-persistence-cassandra-profile";

  private final CqlSession session;
  private final String name;

  Keyspace(CqlSession session, String name) {
    this.session = session;
    this.name = name;
  }

  ResultSet execute(String cql, @Nullable Object... values) {
    return session.execute(
        SimpleStatement.newInstance(cql.replace("ks.", name + "."), values)
            .setExecutionProfileName(PROFILE)
            .setIdempotent(true));
  }

  /** Reads the first row. */
  @Nullable Row first(String cql, @Nullable Object... values) {
    return execute(cql, values).one();
  }
}
