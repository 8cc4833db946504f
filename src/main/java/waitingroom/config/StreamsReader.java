package waitingroom.config;

import java.time.Duration;
import waitingroom.stream.StreamSettings;

/** Reads {@code waiting-room.stream}. */
final class StreamsReader {
  private static final Duration EVERY_MIN = Duration.ofMillis(100);
  private static final Duration EVERY_MAX = Duration.ofMinutes(1);
  private static final Duration HEARTBEAT_MIN = Duration.ofSeconds(1);

  /** Less than {@code waiting-room.http.idle-timeout}, which cuts a silent connection. */
  private static final Duration HEARTBEAT_MAX = Duration.ofSeconds(50);

  private StreamsReader() {}

  static StreamSettings read(Block config) {
    return new StreamSettings(
        config.between("every", EVERY_MIN, EVERY_MAX),
        config.between("heartbeat", HEARTBEAT_MIN, HEARTBEAT_MAX),
        config.between("max", 1, 1_000_000));
  }
}
