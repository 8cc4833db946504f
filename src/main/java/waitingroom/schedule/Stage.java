package waitingroom.schedule;

import java.util.Locale;

/** Progress of an event; it only ever goes on. */
public enum Stage {
  /** Nothing has begun. */
  AHEAD,
  /** People join, and nobody is called. */
  PREQUEUE,
  /** The pool is closed, and its places are not known yet; nobody is called. */
  DRAWING,
  /** People are called, on the event's terms. */
  RUNNING,
  /** The room is as its own settings say. */
  OVER;

  /** Lower case, as on the wire. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True when nobody is called. */
  public boolean holds() {
    return this == PREQUEUE || this == DRAWING;
  }

  /** True when the event has begun and is not over. */
  public boolean isUnderWay() {
    return this != AHEAD && this != OVER;
  }
}
