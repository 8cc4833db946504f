package waitingroom.store;

/** What is stored was written in a later format than this version reads. */
public final class LaterFormat extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LaterFormat(String message) {
    super(message, null, false, false);
  }
}
