package waitingroom.event.webhook;

import java.util.EnumSet;
import java.util.Set;
import waitingroom.event.EventType;
import waitingroom.event.Scope;

/**
 * Somebody who is told what happens.
 *
 * @param id made by us
 * @param scope whose events
 * @param url where they are posted
 * @param types which of them; empty: all
 * @param active whether anything is sent
 * @param createdAtMillis epoch milliseconds
 */
public record Subscription(
    String id,
    Scope scope,
    String url,
    Set<EventType> types,
    boolean active,
    WebhookSecret secret,
    long createdAtMillis) {
  public Subscription {
    types = Set.copyOf(types);
  }

  /** Which types are sent. */
  Set<EventType> wanted() {
    return types.isEmpty() ? EnumSet.allOf(EventType.class) : types;
  }
}
