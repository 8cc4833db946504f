package waitingroom.tool.purge;

/**
 * The data of a room are not deleted. The message is a sentence for the operator: why, and what to
 * do.
 */
public final class PurgeRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PurgeRefused(String message) {
    super(message);
  }
}
