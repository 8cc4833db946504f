package waitingroom.oidc;

import akka.Done;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomId;
import waitingroom.store.Database;
import waitingroom.store.WriteTimes;

/**
 * The clients in Cassandra, one row per room; {@code 08-oidc.cql}, {@code 19-oidc-subjects.cql}.
 */
public final class ClientTable {
  private static final String SELECT =
      "SELECT secret_sha256, redirect_uris, post_logout_redirect_uris, scopes, subject_type"
          + " FROM ks.oidc_clients WHERE event_id = ?";
  private static final String INSERT =
      "INSERT INTO ks.oidc_clients"
          + " (event_id, secret_sha256, redirect_uris, post_logout_redirect_uris, scopes,"
          + " subject_type) VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
  private static final String DELETE =
      "DELETE FROM ks.oidc_clients USING TIMESTAMP ? WHERE event_id = ?";
  private static final String WRITTEN =
      "SELECT writetime(secret_sha256), writetime(redirect_uris), writetime(scopes),"
          + " writetime(post_logout_redirect_uris) FROM ks.oidc_clients WHERE event_id = ?";

  private final Database database;
  private final WriteTimes times;

  public ClientTable(Database database, WriteTimes times) {
    this.database = database;
    this.times = times;
  }

  CompletionStage<Optional<Client>> find(RoomId room) {
    return database.one(SELECT, room.value()).thenApply(row -> row.map(ClientTable::client));
  }

  CompletionStage<Done> save(RoomId room, Client client) {
    SecretHash secret = client.secret();
    return nextTime(room)
        .thenCompose(
            at ->
                database.write(
                    INSERT,
                    room.value(),
                    secret == null ? null : ByteBuffer.wrap(secret.sha256()),
                    texts(client.redirectUris()),
                    texts(client.postLogoutRedirectUris()),
                    client.scopes().values(),
                    client.subjectType().wireName(),
                    at));
  }

  CompletionStage<Done> delete(RoomId room) {
    return nextTime(room).thenCompose(at -> database.write(DELETE, at, room.value()));
  }

  private CompletionStage<Long> nextTime(RoomId room) {
    return times.next("oidc_clients " + room, WRITTEN, room.value());
  }

  private static Client client(Row row) {
    ByteBuffer secret = row.getByteBuffer("secret_sha256");
    return new Client(
        secret == null ? null : new SecretHash(bytes(secret)),
        uris(row, "redirect_uris"),
        uris(row, "post_logout_redirect_uris"),
        new Scopes(list(row, "scopes")),
        subjectType(row.getString("subject_type")));
  }

  /** The column is younger than the table. */
  private static SubjectType subjectType(@Nullable String stored) {
    return stored == null ? SubjectType.PUBLIC : SubjectType.of(stored);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static List<RedirectUri> uris(Row row, String column) {
    return list(row, column).stream().map(RedirectUri::new).toList();
  }

  private static List<String> list(Row row, String column) {
    List<String> list = row.getList(column, String.class);
    return list == null ? List.of() : list;
  }

  private static List<String> texts(List<RedirectUri> uris) {
    return uris.stream().map(RedirectUri::value).toList();
  }
}
