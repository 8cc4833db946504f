package waitingroom.page;

import java.util.Locale;

/** The two designs of a room. */
public enum Stage {
  /** The one an administrator is preparing. */
  DRAFT,
  /** The one visitors see. */
  PUBLISHED;

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
