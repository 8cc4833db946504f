package waitingroom.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import waitingroom.alarm.watch.MonitorSettings;
import waitingroom.alarm.watch.SmtpSettings;

/** Reads {@code waiting-room.alarms}. */
final class AlarmsReader {
  private static final Duration PERIOD_MAX = Duration.ofSeconds(10);

  private AlarmsReader() {}

  static MonitorSettings read(Block config) {
    return new MonitorSettings(
        config.between("period", Duration.ofMillis(100), PERIOD_MAX),
        config.retention("keep-history"),
        config.text("smtp.host").map(host -> smtp(host, config.block("smtp"))));
  }

  private static SmtpSettings smtp(String host, Block config) {
    Optional<String> user = config.text("user");
    Optional<Path> password = config.text("password-file").map(Path::of);
    if (user.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException(
          "waiting-room.alarms.smtp needs both user and password-file, or neither");
    }
    return new SmtpSettings(
        host,
        config.between("port", 1, 65_535),
        config
            .text("from")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "waiting-room.alarms.smtp.from is not set: name the sender's address")),
        user,
        password,
        config.flag("starttls"));
  }
}
