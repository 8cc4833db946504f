package waitingroom.config;

import java.time.Duration;
import waitingroom.event.webhook.AddressBlock;
import waitingroom.event.webhook.WebhookSettings;

/** Reads {@code waiting-room.events.webhooks}. */
final class WebhooksReader {
  private static final int WORKERS_MAX = 100;
  private static final Duration PAUSE_MIN = Duration.ofMillis(10);
  private static final Duration HOUR = Duration.ofHours(1);

  private WebhooksReader() {}

  static WebhookSettings read(Block config) {
    return new WebhookSettings(
        config.between("workers", 1, WORKERS_MAX),
        config.between("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
        config.between("retry-first", PAUSE_MIN, HOUR),
        config.between("retry-max", PAUSE_MIN, HOUR),
        config.between("give-up-after", Duration.ZERO, Duration.ofDays(30)),
        config.between("keep-dead-letters", HOUR, Duration.ofDays(1000)),
        config.strings("allow-private-addresses").stream().map(WebhooksReader::block).toList());
  }

  private static AddressBlock block(String text) {
    try {
      return AddressBlock.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "waiting-room.events.webhooks.allow-private-addresses: " + malformed.getMessage(),
          malformed);
    }
  }
}
