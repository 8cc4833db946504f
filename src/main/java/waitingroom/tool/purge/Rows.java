package waitingroom.tool.purge;

import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import waitingroom.store.WriteTimes;

/**
 * Rows of one partition that are deleted together.
 *
 * @param where condition on the key, with a question mark per value
 * @param at timestamp of the deletion, asked when it is done
 */
record Rows(String table, String where, List<Object> values, LongSupplier at) {
  Rows {
    values = List.copyOf(values);
  }

  /** Rows whose keys never come back, so that nothing that was written there may be seen again. */
  static Rows of(String table, String where, Object... values) {
    return new Rows(table, where, List.of(values), () -> WriteTimes.LAST);
  }

  /** The same rows, but what is written there with a later timestamp stays. */
  Rows until(LongSupplier timestamp) {
    return new Rows(table, where, values, timestamp);
  }

  long count(Keyspace keyspace) {
    return Objects.requireNonNull(
            keyspace.first(
                "SELECT COUNT(*) FROM ks." + table + " WHERE " + where, values.toArray()))
        .getLong(0);
  }

  void delete(Keyspace keyspace) {
    keyspace.execute(
        "DELETE FROM ks." + table + " USING TIMESTAMP " + at.getAsLong() + " WHERE " + where,
        values.toArray());
  }
}
