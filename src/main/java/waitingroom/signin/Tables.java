package waitingroom.signin;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.stream.alpakka.cassandra.javadsl.CassandraSession;
import akka.stream.alpakka.cassandra.javadsl.CassandraSessionRegistry;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.typesafe.config.Config;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.room.Unavailable;

/**
 * Prepared statements on the database of the journal, with the journal's consistency. What goes
 * wrong there is logged and becomes {@link Unavailable}.
 */
final class Tables {
  private static final Logger log = LoggerFactory.getLogger(Tables.class);
  private static final String JOURNAL = "akka.persistence.cassandra";

  private final CassandraSession session;
  private final String keyspace;
  private final String readProfile;
  private final String writeProfile;
  private final AtomicBoolean away = new AtomicBoolean();

  Tables(ActorSystem<?> system) {
    Config config = system.settings().config();
    this.session = CassandraSessionRegistry.get(system).sessionFor(JOURNAL);
    this.keyspace = config.getString(JOURNAL + ".journal.keyspace");
    this.readProfile = config.getString(JOURNAL + ".read-profile");
    this.writeProfile = config.getString(JOURNAL + ".write-profile");
  }

  /** The name of a table with its keyspace. */
  String named(String table) {
    return keyspace + "." + table;
  }

  CompletionStage<Done> write(String cql, @Nullable Object... values) {
    return run(cql, writeProfile, values, session::executeWrite);
  }

  CompletionStage<Optional<Row>> one(String cql, @Nullable Object... values) {
    return run(cql, readProfile, values, session::selectOne);
  }

  CompletionStage<List<Row>> all(String cql, @Nullable Object... values) {
    return run(cql, readProfile, values, session::selectAll);
  }

  private <T> CompletionStage<T> run(
      String cql,
      String profile,
      @Nullable Object[] values,
      Function<Statement<?>, CompletionStage<T>> ask) {
    return session
        .prepare(cql)
        .thenCompose(prepared -> ask.apply(prepared.bind(values).setExecutionProfileName(profile)))
        .whenComplete((answer, failure) -> note(failure))
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedStage(
                    new Unavailable("The tables of keys and sessions cannot be used right now")));
  }

  /** One line when it goes and one when it comes: the keys are read every few seconds. */
  private void note(@Nullable Throwable failure) {
    if (failure == null) {
      if (away.getAndSet(false)) {
        log.info("The tables of keys and sessions can be used again");
      }
    } else if (!away.getAndSet(true)) {
      log.warn(
          "The tables of keys and sessions cannot be used: cause={}",
          Unavailable.unwrapped(failure).toString());
    }
  }
}
