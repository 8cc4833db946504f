package waitingroom.access.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import akka.Done;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.access.Role;
import waitingroom.access.RunTimeKey;
import waitingroom.access.RunTimeKey.Revocation;
import waitingroom.secret.MasterSecret;
import waitingroom.secret.Seal;
import waitingroom.store.Database;

/**
 * The table of access keys. Secrets are sealed before they are stored, bound to the id of their
 * key.
 */
final class AccessKeyTable {
  /** The time for which a revoked key stays listed. */
  static final Duration KEEP_REVOKED = Duration.ofDays(30);

  private static final String SHELF = "all";

  private final Database database;
  private final Seal seal;
  private final String insert;
  private final String select;

  AccessKeyTable(Database database, MasterSecret secret) {
    this.database = database;
    this.seal = Seal.of(secret, "access key secrets");
    String table = "ks.access_keys";
    this.insert =
        "INSERT INTO "
            + table
            + " (shelf, key_id, name, role, created_at, created_by, secret_hash, secret_sealed,"
            + " revoked_at, revoked_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    this.select = "SELECT * FROM " + table + " WHERE shelf = ?";
  }

  CompletionStage<Done> add(RunTimeKey key) {
    byte[] secret = key.secret().orElseThrow().getBytes(UTF_8);
    return database.write(
        insert,
        SHELF,
        key.id(),
        key.name(),
        key.role().name(),
        key.createdAt(),
        key.createdBy(),
        ByteBuffer.wrap(key.secretHash()),
        ByteBuffer.wrap(seal.close(secret, context(key.id()))),
        null,
        null,
        micros(key.createdAt()));
  }

  /** Rewrites the whole row, so that all its columns expire together. */
  CompletionStage<Done> revoke(RunTimeKey key) {
    Revocation revocation = key.revocation().orElseThrow();
    return database.write(
        insert + " AND TTL " + KEEP_REVOKED.toSeconds(),
        SHELF,
        key.id(),
        key.name(),
        key.role().name(),
        key.createdAt(),
        key.createdBy(),
        null,
        null,
        revocation.at(),
        revocation.by(),
        // Later than the key's creation, even if this node's clock is behind the creator's.
        Math.max(micros(revocation.at()), micros(key.createdAt()) + 1));
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  CompletionStage<List<RunTimeKey>> all() {
    return database.read(select, SHELF).thenApply(rows -> rows.stream().map(this::key).toList());
  }

  private RunTimeKey key(Row row) {
    String id = text(row, "key_id");
    return new RunTimeKey(
        id,
        text(row, "name"),
        Role.valueOf(text(row, "role")),
        Objects.requireNonNull(row.getInstant("created_at")),
        text(row, "created_by"),
        bytes(row, "secret_hash").orElseGet(() -> new byte[0]),
        bytes(row, "secret_sealed")
            .flatMap(hidden -> seal.open(hidden, context(id)))
            .map(secret -> new String(secret, UTF_8)),
        Optional.ofNullable(row.getInstant("revoked_at"))
            .map((Instant at) -> new Revocation(at, text(row, "revoked_by"))));
  }

  private static byte[] context(String id) {
    return id.getBytes(UTF_8);
  }

  private static String text(Row row, String column) {
    return Objects.requireNonNull(row.getString(column), column);
  }

  private static Optional<byte[]> bytes(Row row, String column) {
    return Optional.ofNullable(row.getByteBuffer(column))
        .map(
            buffer -> {
              byte[] bytes = new byte[buffer.remaining()];
              buffer.get(bytes);
              return bytes;
            });
  }
}
