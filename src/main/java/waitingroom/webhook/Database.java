package waitingroom.webhook;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.stream.alpakka.cassandra.javadsl.CassandraSession;
import akka.stream.alpakka.cassandra.javadsl.CassandraSessionRegistry;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Reads and writes the tables of this package, with the consistency of the journal. */
final class Database {
  private static final String PROFILE = "akka-persistence-cassandra-profile";

  private final CassandraSession session;
  private final String keyspace;
  private final ConcurrentMap<String, CompletionStage<PreparedStatement>> prepared =
      new ConcurrentHashMap<>();

  Database(ActorSystem<?> system) {
    this.session = CassandraSessionRegistry.get(system).sessionFor("akka.persistence.cassandra");
    this.keyspace =
        system.settings().config().getString("akka.persistence.cassandra.journal.keyspace");
  }

  /**
   * Writes.
   *
   * @param cql with {@code ks.} before each table
   */
  CompletionStage<Done> write(String cql, @Nullable Object... values) {
    return bound(cql, values).thenCompose(session::executeWrite);
  }

  /** Reads all rows; give it a LIMIT where there may be many. */
  CompletionStage<List<Row>> read(String cql, @Nullable Object... values) {
    return bound(cql, values).thenCompose(session::selectAll);
  }

  private CompletionStage<BoundStatement> bound(String cql, @Nullable Object[] values) {
    CompletionStage<PreparedStatement> statement =
        prepared.computeIfAbsent(cql, text -> session.prepare(text.replace("ks.", keyspace + ".")));
    return statement
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                prepared.remove(cql, statement);
              }
            })
        .thenApply(one -> one.bind(values).setExecutionProfileName(PROFILE).setIdempotent(true));
  }
}
