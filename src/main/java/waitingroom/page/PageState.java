package waitingroom.page;

import java.util.Locale;

/** A state of the page without scripts. */
public enum PageState {
  /** Not in line yet. */
  JOINING,
  WAITING,
  /** In line before anybody is called. */
  PREQUEUE,
  PAUSED,
  TURN,
  EXPIRED,
  /** The line takes nobody more. */
  FULL,
  /** The room accepts nobody. */
  REJECTED,
  CLOSED,
  /** The room does not answer. */
  AWAY,
  /** There is no such room. */
  MISSING,
  /** The address cannot be read. */
  ADDRESS,
  /** The browser sends too many cookies. */
  COOKIES;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The start of the names of its texts in the property files. */
  String wireName() {
    return wireName;
  }
}
