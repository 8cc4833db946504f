package waitingroom.tool.purge;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one partition that are deleted together.
 *
 * @param where condition on the key, with a question mark per value
 * @param writtenAt timestamp of the deletion; null: the current time
 */
record Rows(String table, String where, List<Object> values, @Nullable Long writtenAt) {
  Rows {
    values = List.copyOf(values);
  }

  static Rows of(String table, String where, Object... values) {
    return new Rows(table, where, List.of(values), null);
  }

  /** The same rows of a table that is written with event numbers as timestamps. */
  Rows writtenAt(long timestamp) {
    return new Rows(table, where, values, timestamp);
  }

  long count(Keyspace keyspace) {
    return Objects.requireNonNull(
            keyspace.first(
                "SELECT COUNT(*) FROM ks." + table + " WHERE " + where, values.toArray()))
        .getLong(0);
  }

  void delete(Keyspace keyspace) {
    String timestamp = writtenAt == null ? "" : " USING TIMESTAMP " + writtenAt;
    keyspace.execute("DELETE FROM ks." + table + timestamp + " WHERE " + where, values.toArray());
  }
}
