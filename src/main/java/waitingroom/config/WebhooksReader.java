package waitingroom.config;

import com.typesafe.config.Config;
import java.time.Duration;
import waitingroom.event.webhook.AddressBlock;
import waitingroom.event.webhook.WebhookSettings;

/** Reads {@code waiting-room.events.webhooks}, on behalf of {@link Settings}. */
final class WebhooksReader {
  private static final int WORKERS_MAX = 100;
  private static final Duration PAUSE_MIN = Duration.ofMillis(10);
  private static final Duration HOUR = Duration.ofHours(1);

  private WebhooksReader() {}

  /**
   * Reads and checks.
   *
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  static WebhookSettings read(Config config) {
    return new WebhookSettings(
        Settings.between(config, "workers", 1, WORKERS_MAX),
        Settings.between(config, "timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
        Settings.between(config, "retry-first", PAUSE_MIN, HOUR),
        Settings.between(config, "retry-max", PAUSE_MIN, HOUR),
        Settings.between(config, "give-up-after", Duration.ZERO, Duration.ofDays(30)),
        Settings.between(config, "keep-dead-letters", HOUR, Duration.ofDays(1000)),
        config.getStringList("allow-private-addresses").stream()
            .map(WebhooksReader::block)
            .toList());
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
