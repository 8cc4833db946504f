package waitingroom.event.webhook;

import akka.Done;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.event.EventType;
import waitingroom.event.Scope;
import waitingroom.room.RoomId;
import waitingroom.secret.MasterSecret;
import waitingroom.secret.SealedText;
import waitingroom.store.Database;
import waitingroom.store.WriteTimes;
import waitingroom.ticket.Naming;

/** The table of subscriptions, with sealed secrets. */
final class SubscriptionStore {
  private static final Logger log = LoggerFactory.getLogger(SubscriptionStore.class);
  private static final String ALL = "all";
  private static final String COLUMNS =
      "id, event_id, url, types, request_ids, active, sealed_secret, created_at";
  private static final String WRITTEN =
      "SELECT url, writetime(url), writetime(active), writetime(sealed_secret),"
          + " writetime(created_at) FROM ks.event_subscriptions WHERE scope = ? AND id = ?";

  private final Database database;
  private final WriteTimes times;
  private final SealedText secrets;

  /** Already logged. */
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  SubscriptionStore(Database database, WriteTimes times, MasterSecret masterSecret) {
    this.database = database;
    this.times = times;
    this.secrets = new SealedText(masterSecret, "webhook secret");
  }

  /** All readable subscriptions, by id. */
  CompletionStage<List<Subscription>> all() {
    return database
        .read("SELECT " + COLUMNS + " FROM ks.event_subscriptions WHERE scope = ?", ALL)
        .thenApply(this::readable);
  }

  CompletionStage<Optional<Subscription>> find(String id) {
    return database
        .read(
            "SELECT " + COLUMNS + " FROM ks.event_subscriptions WHERE scope = ? AND id = ?",
            ALL,
            id)
        .thenApply(rows -> readable(rows).stream().findFirst());
  }

  /** A subscription sealed with another master secret must not block the others. */
  private List<Subscription> readable(List<Row> rows) {
    List<Subscription> all = new ArrayList<>(rows.size());
    for (Row row : rows) {
      try {
        all.add(subscription(row));
      } catch (IllegalArgumentException sealed) {
        String id = Objects.requireNonNull(row.getString("id"));
        if (unreadable.add(id)) {
          log.warn(
              "Cannot read a subscription; create it again: subscription={} cause={}",
              id,
              sealed.getMessage());
        }
      }
    }
    return all;
  }

  private Subscription subscription(Row row) {
    String id = Objects.requireNonNull(row.getString("id"));
    String room = row.getString("event_id");
    Set<String> types = Objects.requireNonNullElse(row.getSet("types", String.class), Set.of());
    String secret = secrets.open(Objects.requireNonNull(row.getString("sealed_secret")), id);
    return new Subscription(
        id,
        room == null ? Scope.ALARMS : new Scope(new RoomId(room)),
        Objects.requireNonNull(row.getString("url")),
        types.stream().flatMap(type -> EventType.parse(type).stream()).collect(Collectors.toSet()),
        // What 0.1.0 stored says nothing.
        Optional.ofNullable(row.getString("request_ids")).flatMap(Naming::parse).orElse(Naming.IDS),
        row.getBoolean("active"),
        WebhookSecret.parse(secret).orElseThrow(() -> new IllegalArgumentException("malformed")),
        Objects.requireNonNull(row.getInstant("created_at")).toEpochMilli());
  }

  CompletionStage<Done> save(Subscription subscription) {
    RoomId room = subscription.scope().room();
    Set<String> types = new HashSet<>();
    subscription.types().forEach(type -> types.add(type.text()));
    return times
        .next("event_subscriptions " + subscription.id(), WRITTEN, ALL, subscription.id())
        .thenCompose(
            at ->
                database.write(
                    "INSERT INTO ks.event_subscriptions (scope, "
                        + COLUMNS
                        + ") VALUES (?,?,?,?,?,?,?,?,?) USING TIMESTAMP ?",
                    ALL,
                    subscription.id(),
                    room == null ? null : room.value(),
                    subscription.url(),
                    types,
                    subscription.naming().text(),
                    subscription.active(),
                    secrets.seal(subscription.secret().reveal(), subscription.id()),
                    Instant.ofEpochMilli(subscription.createdAtMillis()),
                    at));
  }

  /** Disables it, unless it was removed or its URL has changed meanwhile. */
  CompletionStage<Done> switchOff(Subscription subscription) {
    return database
        .one(WRITTEN, ALL, subscription.id())
        .thenCompose(
            row ->
                row.filter(found -> subscription.url().equals(found.getString("url")))
                    .map(found -> switchOff(subscription.id(), WriteTimes.latest(found)))
                    .orElseGet(() -> CompletableFuture.completedStage(Done.getInstance())));
  }

  /** Not by a timestamp of its own: a change of the URL that is under way must win. */
  private CompletionStage<Done> switchOff(String id, long written) {
    return database.write(
        "UPDATE ks.event_subscriptions USING TIMESTAMP ? SET active = false"
            + " WHERE scope = ? AND id = ?",
        WriteTimes.behind(written),
        ALL,
        id);
  }

  /** Deletes it for good: a change that is under way does not bring it back. */
  CompletionStage<Done> delete(String id) {
    return database.write(
        "DELETE FROM ks.event_subscriptions USING TIMESTAMP ? WHERE scope = ? AND id = ?",
        WriteTimes.LAST,
        ALL,
        id);
  }
}
