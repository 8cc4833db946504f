package waitingroom.tool.purge;

/** Refusal to delete a room's data. The message tells the operator why and what to do. */
public final class PurgeRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PurgeRefused(String message) {
    super(message);
  }
}
