package waitingroom.readside;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.store.Database;

/** Database access of the read side, with bulk writes and streamed reads. */
final class Tables {
  private static final int ROWS_PER_BATCH = 100;
  private static final int BATCHES_AT_ONCE = 8;

  private final ActorSystem<?> system;
  private final Database database;

  Tables(ActorSystem<?> system) {
    this.system = system;
    this.database = new Database(system);
  }

  /**
   * A row to write.
   *
   * @param partition key that rows of the same partition share
   */
  record Write(String cql, List<Object> partition, @Nullable Object[] values) {}

  CompletionStage<Done> write(String cql, @Nullable Object... values) {
    return database.write(cql, values);
  }

  /** Writes all rows, batched by partition. Completes when all are durable. */
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
    return database.writeTogether(
        rows.get(0).cql(), rows.stream().<@Nullable Object[]>map(Write::values).toList());
  }

  /** Reads all rows, page by page on demand. */
  Source<Row, NotUsed> select(String cql, @Nullable Object... values) {
    return database.stream(cql, values);
  }

  /** Reads a single row. */
  CompletionStage<Optional<Row>> one(String cql, @Nullable Object... values) {
    return database.one(cql, values);
  }
}
