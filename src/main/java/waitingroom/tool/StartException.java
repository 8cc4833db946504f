package waitingroom.tool;

/**
 * The development start cannot go on. The message is one or two sentences for the person at the
 * terminal: what is wrong and what to do. It is meant to be shown without a stack trace.
 */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
