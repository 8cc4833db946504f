package waitingroom.config;

import com.typesafe.config.Config;
import java.time.Duration;
import waitingroom.page.PageSettings;
import waitingroom.page.Target;

/** Reads {@code waiting-room.pages}, on behalf of {@link Settings}. */
final class PagesReader {
  private PagesReader() {}

  /**
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  static PageSettings read(Config config) {
    try {
      return new PageSettings(
          Settings.text(config, "target").map(Target::parse),
          Settings.between(config, "design-cache", Duration.ZERO, Duration.ofMinutes(10)),
          config.getBoolean("sample-shop"));
    } catch (IllegalArgumentException rule) {
      throw new IllegalArgumentException("waiting-room.pages: " + rule.getMessage(), rule);
    }
  }
}
