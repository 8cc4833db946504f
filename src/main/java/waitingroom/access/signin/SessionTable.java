package waitingroom.access.signin;

import akka.Done;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Principal;
import waitingroom.access.Role;
import waitingroom.access.signin.StoredSession.ByIssuer;
import waitingroom.access.signin.StoredSession.ByKey;
import waitingroom.store.Database;
import waitingroom.store.WriteTimes;

/** The table of sessions, keyed by the hash of their id. */
final class SessionTable {
  /** Rows outlive sessions a little, so that a node's clock decides. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private final Database database;
  private final WriteTimes times;
  private final String insert;
  private final String select;
  private final String end;

  SessionTable(Database database, WriteTimes times) {
    this.database = database;
    this.times = times;
    String table = "ks.sign_ins";
    this.insert =
        "INSERT INTO "
            + table
            + " (id_hash, key_id, key_mark, issuer, name, role, ends_at, seen_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TTL ? AND TIMESTAMP ?";
    this.select =
        "SELECT key_id, key_mark, issuer, name, role, ends_at, seen_at, ended,"
            + " writetime(seen_at) FROM "
            + table
            + " WHERE id_hash = ?";
    this.end = "UPDATE " + table + " USING TTL ? SET ended = true WHERE id_hash = ?";
  }

  /**
   * Writes the whole row, even if only {@code seenAt} is new, so that all columns live equally
   * long.
   */
  CompletionStage<Done> put(byte[] idHash, StoredSession session, Duration idleTimeout) {
    ByKey key = session.by() instanceof ByKey by ? by : null;
    ByIssuer issuer = session.by() instanceof ByIssuer by ? by : null;
    Principal principal = issuer == null ? null : issuer.principal();
    return database.write(
        insert,
        ByteBuffer.wrap(idHash),
        key == null ? null : key.keyId(),
        key == null ? null : ByteBuffer.wrap(key.mark()),
        issuer == null ? null : issuer.issuer(),
        principal == null ? null : principal.name(),
        principal == null ? null : principal.role().name(),
        session.endsAt(),
        session.seenAt(),
        seconds(idleTimeout.plus(MARGIN)),
        times.after(session.writtenMicros()));
  }

  /** Ends a session. The mark outlives it. */
  CompletionStage<Done> end(byte[] idHash, Duration left) {
    return database.write(end, seconds(left.plus(MARGIN).plus(MARGIN)), ByteBuffer.wrap(idHash));
  }

  CompletionStage<Optional<StoredSession>> find(byte[] idHash) {
    return database
        .one(select, ByteBuffer.wrap(idHash))
        .thenApply(row -> row.flatMap(SessionTable::session));
  }

  /** Empty when the session was ended, or only the mark of its end is left. */
  private static Optional<StoredSession> session(Row row) {
    Instant endsAt = row.getInstant("ends_at");
    Instant seenAt = row.getInstant("seen_at");
    if (row.getBoolean("ended") || endsAt == null || seenAt == null) {
      return Optional.empty();
    }
    return Optional.of(
        new StoredSession(
            by(row, row.getString("key_id")), endsAt, seenAt, WriteTimes.latest(row)));
  }

  private static StoredSession.By by(Row row, @Nullable String keyId) {
    if (keyId == null) {
      return new ByIssuer(
          text(row, "issuer"), new Principal(text(row, "name"), Role.valueOf(text(row, "role"))));
    }
    ByteBuffer mark = Objects.requireNonNull(row.getByteBuffer("key_mark"));
    byte[] bytes = new byte[mark.remaining()];
    mark.get(bytes);
    return new ByKey(keyId, bytes);
  }

  private static String text(Row row, String column) {
    return Objects.requireNonNull(row.getString(column), column);
  }

  private static int seconds(Duration time) {
    return (int) Math.max(1, time.toSeconds());
  }
}
