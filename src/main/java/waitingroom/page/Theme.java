package waitingroom.page;

/**
 * The style sheet with a room's colour, which complements the page's own: only custom properties.
 */
final class Theme {
  /** The backgrounds of page.css on which the accent must be legible, light and dark. */
  private static final Accent LIGHT_GROUND = new Accent("#f4f5f8");

  private static final Accent DARK_GROUND = new Accent("#181b24");

  /** For text (WCAG 2.2, 1.4.3). */
  private static final double CONTRAST_MIN = 4.5;

  private Theme() {}

  static Content css(Accent accent) {
    String text =
        """
        :root {
          --accent: %s;
          --on-accent: %s;
          --accent-ink: %s;
        }

        @media (prefers-color-scheme: dark) {
          :root {
            --accent-ink: %s;
          }
        }
        """
            .formatted(
                accent.hex(),
                accent.readable(),
                ink(accent, LIGHT_GROUND).hex(),
                ink(accent, DARK_GROUND).hex());
    return Content.file("theme.css", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The accent, darkened or lightened until it is legible on that background. */
  static Accent ink(Accent accent, Accent ground) {
    Accent away = new Accent(ground.readable());
    Accent ink = accent;
    for (int percent = 0; ink.contrast(ground) < CONTRAST_MIN; percent += 4) {
      ink = accent.mixed(away, percent);
    }
    return ink;
  }
}
