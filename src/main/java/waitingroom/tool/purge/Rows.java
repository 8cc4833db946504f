package waitingroom.tool.purge;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one partition that go together.
 *
 * @param where names them by their key, with a question mark for each of the values
 * @param writtenAt deletes only what was written with at most this timestamp; null: with the time
 *     of now, as usual
 */
record Rows(String table, String where, List<Object> values, @Nullable Long writtenAt) {
  Rows {
    values = List.copyOf(values);
  }

  static Rows of(String table, String where, Object... values) {
    return new Rows(table, where, List.of(values), null);
  }

  /** The same, of a table whose writes carry the number of an event as their timestamp. */
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
