package waitingroom.lease;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import waitingroom.store.Database;

/** The row of the lease; {@code cassandra/16-lease.cql}. */
final class LeaseTable {
  private static final String ID = "keyspace";
  private static final String SELECT =
      "SELECT cluster, term, holder, beat, members, place, keep_millis, wait_millis FROM ks.lease"
          + " WHERE id = ?";
  private static final String CREATE =
      "INSERT INTO ks.lease (id, cluster, term, holder, beat, members, place, keep_millis,"
          + " wait_millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS";
  private static final String REPLACE =
      "UPDATE ks.lease SET cluster = ?, term = ?, holder = ?, beat = ?, members = ?, place = ?,"
          + " keep_millis = ?, wait_millis = ? WHERE id = ?"
          + " IF cluster = ? AND term = ? AND beat = ?";
  private static final String DELETE =
      "DELETE FROM ks.lease WHERE id = ? IF cluster = ? AND term = ? AND holder = ?";

  private final Database database;

  LeaseTable(Database database) {
    this.database = database;
  }

  CompletionStage<Optional<Lease>> find() {
    return database.one(SELECT, ID).thenApply(row -> row.map(LeaseTable::lease));
  }

  /** True if there was no row. */
  CompletionStage<Boolean> create(Lease lease) {
    return database
        .once(
            CREATE,
            ID,
            lease.cluster(),
            lease.term(),
            lease.holder(),
            lease.beat(),
            lease.members(),
            lease.place(),
            lease.keep().toMillis(),
            lease.waitFor().toMillis())
        .thenApply(LeaseTable::applied);
  }

  /** True if the row still was as it was read. */
  CompletionStage<Boolean> replace(Lease before, Lease lease) {
    return database
        .once(
            REPLACE,
            lease.cluster(),
            lease.term(),
            lease.holder(),
            lease.beat(),
            lease.members(),
            lease.place(),
            lease.keep().toMillis(),
            lease.waitFor().toMillis(),
            ID,
            before.cluster(),
            before.term(),
            before.beat())
        .thenApply(LeaseTable::applied);
  }

  /** Gives the lease back, unless somebody else has it. */
  CompletionStage<Boolean> delete(Lease lease) {
    return database
        .once(DELETE, ID, lease.cluster(), lease.term(), lease.holder())
        .thenApply(LeaseTable::applied);
  }

  private static boolean applied(Optional<Row> row) {
    return row.filter(one -> one.getBoolean("[applied]")).isPresent();
  }

  private static Lease lease(Row row) {
    return new Lease(
        Objects.requireNonNull(row.getUuid("cluster")),
        row.getLong("term"),
        Objects.requireNonNull(row.getString("holder")),
        row.getLong("beat"),
        Objects.requireNonNullElse(row.getSet("members", String.class), Set.of()),
        Objects.requireNonNullElse(row.getString("place"), ""),
        Duration.ofMillis(row.getLong("keep_millis")),
        Duration.ofMillis(row.getLong("wait_millis")));
  }
}
