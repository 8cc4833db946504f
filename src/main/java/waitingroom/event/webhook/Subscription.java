package waitingroom.event.webhook;

import java.util.EnumSet;
import java.util.Set;
import waitingroom.event.EventType;
import waitingroom.event.Scope;
import waitingroom.ticket.Naming;

/**
 * A webhook subscription.
 *
 * @param types empty: all
 * @param naming of visitors; ids are credentials, which not every receiver needs
 * @param createdAtMillis epoch milliseconds
 */
public record Subscription(
    String id,
    Scope scope,
    String url,
    Set<EventType> types,
    Naming naming,
    boolean active,
    WebhookSecret secret,
    long createdAtMillis) {
  public Subscription {
    types = Set.copyOf(types);
  }

  Set<EventType> wanted() {
    return types.isEmpty() ? EnumSet.allOf(EventType.class) : types;
  }
}
