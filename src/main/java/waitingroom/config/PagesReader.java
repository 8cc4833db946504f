package waitingroom.config;

import java.time.Duration;
import waitingroom.page.PageSettings;
import waitingroom.page.Target;

/** Reads {@code waiting-room.pages}. */
final class PagesReader {
  private PagesReader() {}

  static PageSettings read(Block config) {
    try {
      return new PageSettings(
          config.text("target").map(Target::parse),
          config.between("design-cache", Duration.ZERO, Duration.ofMinutes(10)),
          config.flag("sample-shop"));
    } catch (IllegalArgumentException rule) {
      throw new IllegalArgumentException("waiting-room.pages: " + rule.getMessage(), rule);
    }
  }
}
