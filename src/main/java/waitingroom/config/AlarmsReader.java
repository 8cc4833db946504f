package waitingroom.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import waitingroom.alarm.watch.MonitorSettings;
import waitingroom.alarm.watch.SmtpSettings;

/** Reads {@code waiting-room.alarms}, on behalf of {@link Settings}. */
final class AlarmsReader {
  private static final Duration PERIOD_MAX = Duration.ofSeconds(10);
  private static final Duration KEEP_MIN = Duration.ofDays(1);
  private static final Duration KEEP_MAX = Duration.ofDays(3650);

  private AlarmsReader() {}

  /**
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  static MonitorSettings read(Config config) {
    return new MonitorSettings(
        Settings.between(config, "period", Duration.ofMillis(100), PERIOD_MAX),
        keep(config, "keep-history"),
        Settings.text(config, "smtp.host").map(host -> smtp(host, config.getConfig("smtp"))));
  }

  /** How long rows of a table are kept. */
  static Duration keep(Config config, String name) {
    return Settings.between(config, name, KEEP_MIN, KEEP_MAX);
  }

  private static SmtpSettings smtp(String host, Config config) {
    Optional<String> user = Settings.text(config, "user");
    Optional<Path> password = Settings.text(config, "password-file").map(Path::of);
    if (user.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException(
          "waiting-room.alarms.smtp needs both user and password-file, or neither");
    }
    return new SmtpSettings(
        host,
        Settings.between(config, "port", 1, 65_535),
        Settings.text(config, "from")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "waiting-room.alarms.smtp.from is not set: name the sender's address")),
        user,
        password,
        config.getBoolean("starttls"));
  }
}
