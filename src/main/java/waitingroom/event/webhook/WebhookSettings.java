package waitingroom.event.webhook;

import java.time.Duration;
import java.util.List;
import waitingroom.outbound.AddressBlock;

/**
 * Settings of webhooks; see {@code waiting-room.events.webhooks} in the configuration.
 *
 * @param workers in the whole cluster, the same on all nodes
 * @param timeout of one attempt
 * @param retryFirst pause after the first failed attempt, doubled after each further one
 * @param retryMax longest pause
 * @param giveUpAfter time until an event becomes a dead letter
 * @param keepDeadLetters retention of dead letters
 * @param allowed private addresses that webhooks may reach, also by plain HTTP
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
