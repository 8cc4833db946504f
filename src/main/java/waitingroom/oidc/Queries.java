package waitingroom.oidc;

import akka.Done;
import akka.stream.alpakka.cassandra.javadsl.CassandraSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Unavailable;

/**
 * Asks Cassandra with prepared statements and the consistency of the journal. When Cassandra does
 * not answer, stages fail with {@link Unavailable}; a statement that it does not take is a bug and
 * stays what it is.
 */
final class Queries {
  private static final String PROFILE = "akka-persistence-cassandra-profile";

  private final CassandraSession session;

  Queries(CassandraSession session) {
    this.session = session;
  }

  CompletionStage<Optional<Row>> row(String statement, @Nullable Object... values) {
    return orUnavailable(bound(statement, values).thenCompose(session::selectOne));
  }

  CompletionStage<Done> write(String statement, @Nullable Object... values) {
    return orUnavailable(bound(statement, values).thenCompose(session::executeWrite));
  }

  private CompletionStage<BoundStatement> bound(String statement, @Nullable Object... values) {
    return session
        .prepare(statement)
        .thenApply(prepared -> prepared.bind(values).setExecutionProfileName(PROFILE));
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
