package waitingroom.http.transport;

/** Why a connection was ended although its client may have wanted more. */
public enum Cut {
  /** Nothing was sent or read for too long. */
  IDLE,
  /** Its client read an answer too slowly. */
  SLOW_READER,
  /** Too many connections are open from its address. */
  ADDRESS,
  /** The head of a request took too long. */
  SLOW_HEAD,
  /** The body of a request ended before its time. */
  HALF_A_BODY,
  /** The TLS handshake failed, or was not made. */
  HANDSHAKE,
  /** The bytes were not HTTP. */
  MALFORMED,
  /** The entity of an answer failed. */
  HALF_AN_ANSWER,
  /** The connection was reset, or broke another rule of its protocol. */
  FAILED
}
