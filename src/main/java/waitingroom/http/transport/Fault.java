package waitingroom.http.transport;

/** Fault of a request that cannot be taken as HTTP; the connection ends with its answer. */
public enum Fault {
  /** The line with the target is too long. */
  TARGET_TOO_LONG(414, "The request target is too long"),
  HEAD_TOO_LONG(431, "The request has too many or too long headers"),
  MALFORMED(400, "The request is not valid HTTP"),
  HOST(400, "The request must have one valid Host header"),
  TRANSFER_ENCODING(400, "The transfer encoding is not supported"),
  METHOD(405, "The method is not known"),
  VERSION(400, "The HTTP version is not supported"),
  TARGET(400, "The request target is not valid"),
  BODY_TOO_LONG(413, "The request body is too long"),
  BODY_TOO_SLOW(408, "The request body did not arrive in time"),
  BODY_MALFORMED(400, "The request body is malformed");

  private final int status;
  private final String text;

  Fault(int status, String text) {
    this.status = status;
    this.text = text;
  }

  public int status() {
    return status;
  }

  /** A sentence without a full stop. */
  public String text() {
    return text;
  }
}
