package waitingroom.authorizer.check;

/** The authorizer's answer to a request. */
public sealed interface Verdict {

  /** The request has no token. */
  record Missing() implements Verdict {}

  /** No token was good; the reason is for metrics and never shown to visitors. */
  record Bad(Reason reason) implements Verdict {}

  /** A token that grants access. */
  record Good(AccessToken token) implements Verdict {}

  /** The reason for refusing a token. */
  enum Reason {
    /** Not a signed JWT, or one that lacks our claims. */
    MALFORMED,
    /** The {@code kid} names none of our keys. */
    UNKNOWN_KEY,
    /** The {@code alg} is not the key's. */
    WRONG_ALGORITHM,
    BAD_SIGNATURE,
    /** A refresh or id token. */
    NOT_AN_ACCESS_TOKEN,
    WRONG_ISSUER,
    WRONG_ROOM,
    EXPIRED,
    NOT_YET_VALID,
    /** The session was completed or abandoned, or the room was reset or closed. */
    SESSION_OVER
  }
}
