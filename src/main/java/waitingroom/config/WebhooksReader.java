package waitingroom.config;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import waitingroom.event.webhook.WebhookSettings;
import waitingroom.outbound.AddressBlock;

/** Reads {@code waiting-room.events.webhooks}. */
final class WebhooksReader {
  private static final int WORKERS_MAX = 100;
  private static final Duration PAUSE_MIN = Duration.ofMillis(10);
  private static final Duration HOUR = Duration.ofHours(1);

  private WebhooksReader() {}

  /**
   * @param allowed addresses that everything may reach
   */
  static WebhookSettings read(Block config, List<AddressBlock> allowed) {
    return new WebhookSettings(
        config.between("workers", 1, WORKERS_MAX),
        config.between("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
        config.between("retry-first", PAUSE_MIN, HOUR),
        config.between("retry-max", PAUSE_MIN, HOUR),
        config.between("give-up-after", Duration.ZERO, Duration.ofDays(30)),
        config.between("keep-dead-letters", HOUR, Duration.ofDays(1000)),
        Stream.concat(allowed.stream(), config.addresses("allow-private-addresses").stream())
            .toList());
  }
}
