package waitingroom.tool;

/**
 * Failure of a start or of a program run by hand. The message tells the person at the terminal what
 * is wrong and what to do, in one or two sentences; show it without a stack trace.
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
