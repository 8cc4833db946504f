package waitingroom.room;

/**
 * The room could not answer in time, or its waiting line is full: try again later. Nothing
 * acknowledged is lost.
 */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unavailable(String message) {
    super(message, null, false, false);
  }
}
