package waitingroom.http.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import waitingroom.event.EventType;
import waitingroom.event.webhook.WebhookSecret;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.StrictJson.NeverNull;
import waitingroom.ticket.Naming;

/**
 * The body that makes or replaces a subscription.
 *
 * @param eventId null: the alarms
 * @param typeNames null or empty: all types
 * @param requestIds null: ids
 * @param isActive null: true
 * @param secretText null: a new one, or the present one
 * @param start null: now
 */
record SubscriptionRequest(
    @JsonProperty("event_id") @Nullable String eventId,
    String url,
    @JsonProperty("types") @NeverNull @Nullable List<String> typeNames,
    @JsonProperty("request_ids") @NeverNull @Nullable Naming requestIds,
    @JsonProperty("active") @NeverNull @Nullable Boolean isActive,
    @JsonProperty("secret") @Nullable String secretText,
    @Nullable Start start) {
  /** The event with which deliveries begin. */
  enum Start {
    @JsonProperty("now")
    NOW,
    @JsonProperty("beginning")
    BEGINNING
  }

  SubscriptionRequest {
    types(typeNames);
    secret(secretText);
  }

  Set<EventType> types() {
    return types(typeNames);
  }

  private static Set<EventType> types(@Nullable List<String> names) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    if (names != null) {
      names.forEach(name -> types.add(EventScopes.type(name)));
    }
    return types;
  }

  Naming naming() {
    return requestIds == null ? Naming.IDS : requestIds;
  }

  boolean active() {
    return isActive == null || isActive;
  }

  Optional<WebhookSecret> secret() {
    return secret(secretText);
  }

  private static Optional<WebhookSecret> secret(@Nullable String given) {
    return Optional.ofNullable(given)
        .map(
            text ->
                WebhookSecret.parse(text)
                    .orElseThrow(() -> HttpRefusal.badRequest(WebhookSecret.RULE)));
  }

  boolean fromBeginning() {
    return start == Start.BEGINNING;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SubscriptionRequest(%s, %s)".formatted(eventId, url);
  }
}
