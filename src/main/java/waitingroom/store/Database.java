package waitingroom.store;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.pf.PFBuilder;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.store.Unavailable.Subject;

/**
 * Statements on the tables beside the journal, with its keyspace, session and consistency. A table
 * is written {@code ks.name}. Statements are prepared once and must be idempotent, except those of
 * {@link #once}.
 *
 * <p>This is the one place that translates failures of the driver: all become {@link Unavailable},
 * missing tables too, since the schema may still be on its way.
 */
public final class Database {
  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final String PROFILE = "akka-persistence-cassandra-profile";
  private static final long WARNING_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final CassandraSession session;
  private final String keyspace;
  private final AtomicLong warnedAtNanos = new AtomicLong(System.nanoTime() - WARNING_EVERY_NANOS);
  private final AtomicLong refusalLoggedAtNanos =
      new AtomicLong(System.nanoTime() - WARNING_EVERY_NANOS);

  /**
   * The driver also caches prepared statements, but by weak references: without these strong ones
   * it would prepare them again after a garbage collection, on every node of Cassandra.
   */
  private final ConcurrentMap<String, CompletionStage<PreparedStatement>> prepared =
      new ConcurrentHashMap<>();

  public Database(ActorSystem<?> system) {
    this(system, "akka.persistence.cassandra");
  }

  /**
   * The same tables by another session.
   *
   * @param sessionPath of its settings
   */
  public Database(ActorSystem<?> system, String sessionPath) {
    this.session = CassandraSessionRegistry.get(system).sessionFor(sessionPath);
    this.keyspace =
        system.settings().config().getString("akka.persistence.cassandra.journal.keyspace");
  }

  public CompletionStage<Done> write(String cql, @Nullable Object... values) {
    return orUnavailable(bound(cql, values).thenCompose(session::executeWrite));
  }

  /**
   * Writes rows of one partition in one unlogged batch.
   *
   * @param rows at most a few thousand
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
   * Runs a statement that must not be repeated, such as a lightweight transaction; never retries.
   */
  public CompletionStage<Optional<Row>> once(String cql, @Nullable Object... values) {
    return orUnavailable(
        bound(cql, values)
            .thenApply(one -> one.setIdempotent(false))
            .thenCompose(session::selectOne));
  }

  /** Reads a single row. */
  public CompletionStage<Optional<Row>> one(String cql, @Nullable Object... values) {
    return orUnavailable(bound(cql, values).thenCompose(session::selectOne));
  }

  /** Reads all rows into memory; use a LIMIT where there may be many. */
  public CompletionStage<List<Row>> read(String cql, @Nullable Object... values) {
    return orUnavailable(bound(cql, values).thenCompose(session::selectAll));
  }

  /** Reads all rows, page by page on demand. */
  public Source<Row, NotUsed> stream(String cql, @Nullable Object... values) {
    return orUnavailable(
        session.select(bound(cql, values).thenApply(statement -> (Statement<?>) statement)));
  }

  /** The sequence number up to which a journal was deleted; 0 if it never was. */
  public CompletionStage<Long> deletedTo(String persistenceId) {
    return one("SELECT deleted_to FROM ks.metadata WHERE persistence_id = ?", persistenceId)
        .thenApply(row -> row.map(found -> found.getLong(0)).orElse(0L));
  }

  private CompletionStage<BoundStatement> bound(String cql, @Nullable Object[] values) {
    return statement(cql)
        .thenApply(one -> one.bind(values).setExecutionProfileName(PROFILE).setIdempotent(true));
  }

  /** A failed preparation is retried by the next call. */
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

  private <T> CompletionStage<T> orUnavailable(CompletionStage<T> stage) {
    return stage.exceptionallyCompose(
        failure -> CompletableFuture.failedStage(translated(failure)));
  }

  <T> Source<T, NotUsed> orUnavailable(Source<T, NotUsed> source) {
    return source.mapError(
        new PFBuilder<Throwable, Throwable>().matchAny(this::translated).build());
  }

  private Throwable translated(Throwable failure) {
    Throwable cause = Unavailable.unwrapped(failure);
    if (!(cause instanceof DriverException)) {
      return cause;
    }
    if (cause instanceof QueryValidationException) {
      if (due(refusalLoggedAtNanos)) {
        log.error(
            "Cassandra refuses a statement, check tables and rights: cause={}", cause.toString());
      }
    } else if (due(warnedAtNanos)) {
      log.warn("Cassandra does not answer: cause={}", cause.toString());
    }
    return new Unavailable(Subject.DATABASE, "Cassandra does not answer: " + cause);
  }

  /** At most one line of a kind in ten seconds: each may concern every statement. */
  private static boolean due(AtomicLong loggedAtNanos) {
    long now = System.nanoTime();
    long before = loggedAtNanos.get();
    return now - before >= WARNING_EVERY_NANOS && loggedAtNanos.compareAndSet(before, now);
  }
}
