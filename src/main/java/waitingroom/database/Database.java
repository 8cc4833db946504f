package waitingroom.database;

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

/**
 * Statements on the tables beside the journal, in its keyspace, with its session and its
 * consistency. Statements are prepared once, and must be safe to repeat.
 */
public final class Database {
  private static final String PROFILE = "akka-persistence-cassandra-profile";

  private final CassandraSession session;
  private final String keyspace;
  private final ConcurrentMap<String, CompletionStage<PreparedStatement>> prepared =
      new ConcurrentHashMap<>();

  public Database(ActorSystem<?> system) {
    this.session = CassandraSessionRegistry.get(system).sessionFor("akka.persistence.cassandra");
    this.keyspace =
        system.settings().config().getString("akka.persistence.cassandra.journal.keyspace");
  }

  /**
   * Writes.
   *
   * @param cql with {@code ks.} before each table
   */
  public CompletionStage<Done> write(String cql, @Nullable Object... values) {
    return bound(cql, values).thenCompose(session::executeWrite);
  }

  /** Reads all rows; give it a LIMIT where there may be many. */
  public CompletionStage<List<Row>> read(String cql, @Nullable Object... values) {
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
