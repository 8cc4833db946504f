package waitingroom.readside;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.alpakka.cassandra.javadsl.CassandraSession;
import akka.stream.alpakka.cassandra.javadsl.CassandraSessionRegistry;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The read side's way to its tables: prepared statements on the journal's session, with the
 * journal's consistency. In the CQL texts {@code $.} stands for the keyspace.
 */
final class Tables {
  private static final String PROFILE = "akka-persistence-cassandra-profile";
  private static final int ROWS_PER_BATCH = 100;
  private static final int BATCHES_AT_ONCE = 8;

  private final ActorSystem<?> system;
  private final CassandraSession session;
  private final String keyspace;
  private final Map<String, CompletionStage<PreparedStatement>> prepared =
      new ConcurrentHashMap<>();

  Tables(ActorSystem<?> system) {
    this.system = system;
    this.session = CassandraSessionRegistry.get(system).sessionFor("akka.persistence.cassandra");
    this.keyspace =
        system.settings().config().getString("akka.persistence.cassandra.journal.keyspace");
  }

  /**
   * One row to write.
   *
   * @param partition what rows of the same partition have in common
   */
  record Write(String cql, List<Object> partition, @Nullable Object[] values) {}

  /** Writes one row. */
  CompletionStage<Done> write(String cql, @Nullable Object... values) {
    return bound(cql, values).thenCompose(session::executeWrite);
  }

  /** Writes all rows, those of one partition together. Done when all are durable. */
  CompletionStage<Done> writeAll(Collection<Write> writes) {
    Map<List<Object>, List<Write>> byPartition = new LinkedHashMap<>();
    for (Write write : writes) {
      byPartition
          .computeIfAbsent(List.of(write.cql(), write.partition()), key -> new ArrayList<>())
          .add(write);
    }
    return Source.from(byPartition.values())
        .mapConcat(Tables::chunks)
        .mapAsyncUnordered(BATCHES_AT_ONCE, this::writeBatch)
        .runWith(Sink.ignore(), system);
  }

  private static List<List<Write>> chunks(List<Write> rows) {
    List<List<Write>> chunks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += ROWS_PER_BATCH) {
      chunks.add(rows.subList(from, Math.min(rows.size(), from + ROWS_PER_BATCH)));
    }
    return chunks;
  }

  private CompletionStage<Done> writeBatch(List<Write> rows) {
    return statement(rows.get(0).cql())
        .thenCompose(
            statement -> {
              BatchStatementBuilder batch =
                  BatchStatement.builder(DefaultBatchType.UNLOGGED)
                      .setExecutionProfileName(PROFILE);
              rows.forEach(row -> batch.addStatement(statement.bind(row.values())));
              return session.executeWriteBatch(batch.build());
            });
  }

  /** All rows, page by page as they are asked for. */
  Source<Row, NotUsed> select(String cql, @Nullable Object... values) {
    return session.select(bound(cql, values).thenApply(statement -> (Statement<?>) statement));
  }

  /** The only row, if there is one. */
  CompletionStage<Optional<Row>> one(String cql, @Nullable Object... values) {
    return bound(cql, values).thenCompose(session::selectOne);
  }

  private CompletionStage<BoundStatement> bound(String cql, @Nullable Object[] values) {
    return statement(cql)
        .thenApply(statement -> statement.bind(values).setExecutionProfileName(PROFILE));
  }

  /** One that could not be prepared is prepared again the next time. */
  private CompletionStage<PreparedStatement> statement(String cql) {
    CompletionStage<PreparedStatement> known = prepared.get(cql);
    if (known != null) {
      return known;
    }
    CompletionStage<PreparedStatement> statement =
        session.prepare(cql.replace("$.", keyspace + "."));
    prepared.put(cql, statement);
    return statement.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            prepared.remove(cql, statement);
          }
        });
  }
}
