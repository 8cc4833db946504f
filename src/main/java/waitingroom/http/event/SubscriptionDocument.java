package waitingroom.http.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import waitingroom.event.EventType;
import waitingroom.event.webhook.Cursor;
import waitingroom.event.webhook.DeadLetter;
import waitingroom.event.webhook.Subscription;
import waitingroom.room.RoomId;
import waitingroom.ticket.Naming;

/**
 * A subscription as the API shows it.
 *
 * @param eventId null: the alarms
 * @param secret null, except in the answer to the call that made or changed it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubscriptionDocument(
    String id,
    @JsonProperty("event_id") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String eventId,
    String url,
    List<String> types,
    @JsonProperty("request_ids") Naming naming,
    boolean active,
    @JsonProperty("created_at") String createdAt,
    @Nullable String secret,
    @Nullable Long backlog,
    @Nullable Failing failing) {

  /** An event whose delivery has failed so far. */
  record Failing(@JsonProperty("event") String event, String since, String failure) {}

  /** The list of all. */
  record Listing(List<SubscriptionDocument> subscriptions) {}

  /** A dead letter; the event is the CloudEvent itself. */
  record Letter(
      @JsonRawValue String event, @JsonProperty("failed_at") String failedAt, String failure) {}

  /**
   * A page of them.
   *
   * @param next value of {@code after} for the next page; null: this is the last
   */
  record Letters(@JsonProperty("dead_letters") List<Letter> deadLetters, @Nullable String next) {}

  /** Without secret and progress. */
  static SubscriptionDocument of(Subscription subscription) {
    return document(subscription, null, null, null);
  }

  static SubscriptionDocument withSecret(Subscription subscription) {
    return document(subscription, subscription.secret().reveal(), null, null);
  }

  static SubscriptionDocument withProgress(
      Subscription subscription, @Nullable Cursor cursor, long backlog) {
    Cursor.Failing failing = cursor == null ? null : cursor.failing();
    return document(
        subscription,
        null,
        backlog,
        failing == null
            ? null
            : new Failing(failing.event(), time(failing.sinceMillis()), failing.failure()));
  }

  private static SubscriptionDocument document(
      Subscription subscription,
      @Nullable String secret,
      @Nullable Long backlog,
      @Nullable Failing failing) {
    RoomId room = subscription.scope().room();
    return new SubscriptionDocument(
        subscription.id(),
        room == null ? null : room.value(),
        subscription.url(),
        names(subscription.types()),
        subscription.naming(),
        subscription.active(),
        time(subscription.createdAtMillis()),
        secret,
        backlog,
        failing);
  }

  static Letter letter(DeadLetter letter) {
    return new Letter(letter.body(), time(letter.failedAtMillis()), letter.failure());
  }

  private static List<String> names(Set<EventType> types) {
    return types.stream().sorted().map(EventType::text).toList();
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
