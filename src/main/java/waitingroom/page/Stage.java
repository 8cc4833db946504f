package waitingroom.page;

import java.util.Locale;

/** Which of a room's two designs. */
public enum Stage {
  /** What an administrator prepares. */
  DRAFT,
  /** What visitors see. */
  PUBLISHED;

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
