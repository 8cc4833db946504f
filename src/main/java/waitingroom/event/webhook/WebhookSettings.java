package waitingroom.event.webhook;

import java.time.Duration;
import java.util.List;

/**
 * How events are delivered; see {@code waiting-room.events.webhooks} in the configuration.
 *
 * @param workers among which the subscriptions are spread, the same on all nodes
 * @param timeout of one try
 * @param retryFirst pause after the first try that failed, doubled after each further one
 * @param retryMax longest pause
 * @param giveUpAfter how long one event is tried before it becomes a dead letter
 * @param keepDeadLetters how long those are kept
 * @param allowed addresses to which events may go although they are not public, and by plain HTTP
 */
public record WebhookSettings(
    int workers,
    Duration timeout,
    Duration retryFirst,
    Duration retryMax,
    Duration giveUpAfter,
    Duration keepDeadLetters,
    List<AddressBlock> allowed) {
  public WebhookSettings {
    allowed = List.copyOf(allowed);
  }
}
