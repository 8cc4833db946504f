package waitingroom.projection;

/** Thrown when a projection cannot get past an event; all events before it are done. */
final class StoppedAtEvent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long sequenceNr;
  private final transient Throwable cause;

  StoppedAtEvent(long sequenceNr, Throwable cause) {
    super("Stopped at event " + sequenceNr, cause, false, false);
    this.sequenceNr = sequenceNr;
    this.cause = cause;
  }

  long sequenceNr() {
    return sequenceNr;
  }

  Throwable cause() {
    return cause;
  }
}
