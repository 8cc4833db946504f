package waitingroom.store;

/** Stored value that names the format in which it, and all that follows it, may be written. */
public interface Formatted {
  /** The format of everything that names none. */
  int FIRST = 1;

  /** Format number. */
  int format();
}
