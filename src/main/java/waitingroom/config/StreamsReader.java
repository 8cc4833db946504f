package waitingroom.config;

import com.typesafe.config.Config;
import java.time.Duration;
import waitingroom.stream.StreamSettings;

/** Reads {@code waiting-room.stream}, on behalf of {@link Settings}. */
final class StreamsReader {
  private static final Duration EVERY_MIN = Duration.ofMillis(100);
  private static final Duration EVERY_MAX = Duration.ofMinutes(1);
  private static final Duration HEARTBEAT_MIN = Duration.ofSeconds(1);

  /** Less than {@code akka.http.server.idle-timeout}, which cuts a connection that is silent. */
  private static final Duration HEARTBEAT_MAX = Duration.ofSeconds(50);

  private StreamsReader() {}

  /**
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  static StreamSettings read(Config config) {
    return new StreamSettings(
        Settings.between(config, "every", EVERY_MIN, EVERY_MAX),
        Settings.between(config, "heartbeat", HEARTBEAT_MIN, HEARTBEAT_MAX),
        Settings.between(config, "max", 1, 1_000_000));
  }
}
