package waitingroom.store;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.alpakka.cassandra.javadsl.CassandraSession;
import akka.stream.alpakka.cassandra.javadsl.CassandraSessionRegistry;
import akka.stream.javadsl.Source;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Statements on the tables beside the journal, in its keyspace, with its session and its
 * consistency. Each has {@code ks.} before a table, is prepared once, and must be safe to repeat,
 * but for that of {@link #once}.
 *
 * <p>When Cassandra does not answer, stages fail with {@link Unavailable}; a statement that it does
 * not take is a bug and stays what it is.
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

  /** Writes. */
  public CompletionStage<Done> write(String cql, @Nullable Object... values) {
    return orUnavailable(bound(cql, values).thenCompose(session::executeWrite));
  }

  /**
   * Writes many rows of one partition together.
   *
   * @param rows the values of each, not many thousands
   */
  public CompletionStage<Done> writeTogether(String cql, List<@Nullable Object[]> rows) {
    return orUnavailable(
        statement(cql)
            .thenCompose(
                statement -> {
                  BatchStatementBuilder batch =
                      BatchStatement.builder(DefaultBatchType.UNLOGGED)
                          .setExecutionProfileName(PROFILE);
                  rows.forEach(row -> batch.addStatement(statement.bind(row)));
                  return session.executeWriteBatch(batch.build());
                }));
  }

  /**
   * Carries out what must not be repeated, such as a lightweight transaction; never tries again.
   */
  public CompletionStage<Optional<Row>> once(String cql, @Nullable Object... values) {
    return orUnavailable(
        bound(cql, values)
            .thenApply(one -> one.setIdempotent(false))
            .thenCompose(session::selectOne));
  }

  /** Reads the only row, if there is one. */
  public CompletionStage<Optional<Row>> one(String cql, @Nullable Object... values) {
    return orUnavailable(bound(cql, values).thenCompose(session::selectOne));
  }

  /** Reads all rows; give it a LIMIT where there may be many. */
  public CompletionStage<List<Row>> read(String cql, @Nullable Object... values) {
    return orUnavailable(bound(cql, values).thenCompose(session::selectAll));
  }

  /** Reads all rows, page by page as they are asked for. Fails with what the driver says. */
  public Source<Row, NotUsed> stream(String cql, @Nullable Object... values) {
    return session.select(bound(cql, values).thenApply(statement -> (Statement<?>) statement));
  }

  /** The number of the last event of that journal that was deleted; 0: none was. */
  public CompletionStage<Long> deletedTo(String persistenceId) {
    return one("SELECT deleted_to FROM ks.metadata WHERE persistence_id = ?", persistenceId)
        .thenApply(row -> row.map(found -> found.getLong(0)).orElse(0L));
  }

  private CompletionStage<BoundStatement> bound(String cql, @Nullable Object[] values) {
    return statement(cql)
        .thenApply(one -> one.bind(values).setExecutionProfileName(PROFILE).setIdempotent(true));
  }

  /** One that could not be prepared is prepared again the next time. */
  private CompletionStage<PreparedStatement> statement(String cql) {
    CompletionStage<PreparedStatement> statement =
        prepared.computeIfAbsent(cql, text -> session.prepare(text.replace("ks.", keyspace + ".")));
    return statement.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            prepared.remove(cql, statement);
          }
        });
  }

  private static <T> CompletionStage<T> orUnavailable(CompletionStage<T> stage) {
    return stage.exceptionallyCompose(
        failure -> {
          Throwable cause = Unavailable.unwrapped(failure);
          boolean away =
              cause instanceof DriverException && !(cause instanceof QueryValidationException);
          return CompletableFuture.failedStage(
              away ? new Unavailable("Cassandra does not answer: " + cause) : cause);
        });
  }
}
