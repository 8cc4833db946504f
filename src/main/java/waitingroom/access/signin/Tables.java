package waitingroom.access.signin;

import akka.Done;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.store.Database;
import waitingroom.store.Unavailable;

/** Database access for keys and sessions. Failures become {@link Unavailable}. */
final class Tables {
  private static final Logger log = LoggerFactory.getLogger(Tables.class);

  private final Database database;
  private final AtomicBoolean away = new AtomicBoolean();

  Tables(Database database) {
    this.database = database;
  }

  CompletionStage<Done> write(String cql, @Nullable Object... values) {
    return noted(database.write(cql, values));
  }

  CompletionStage<Optional<Row>> one(String cql, @Nullable Object... values) {
    return noted(database.one(cql, values));
  }

  CompletionStage<List<Row>> all(String cql, @Nullable Object... values) {
    return noted(database.read(cql, values));
  }

  private <T> CompletionStage<T> noted(CompletionStage<T> stage) {
    return stage
        .whenComplete((answer, failure) -> note(failure))
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedStage(
                    new Unavailable("The tables of keys and sessions cannot be used right now")));
  }

  /** Logs only changes of state: the keys are read every few seconds. */
  private void note(@Nullable Throwable failure) {
    if (failure == null) {
      if (away.getAndSet(false)) {
        log.info("Tables of keys and sessions are available again");
      }
    } else if (!away.getAndSet(true)) {
      log.warn(
          "Tables of keys and sessions are unavailable: cause={}",
          Unavailable.unwrapped(failure).toString());
    }
  }
}
