package waitingroom.authorizer.check;

/** What the door says to whoever stands in front of it. */
public sealed interface Verdict {

  /** There was no token. */
  record Missing() implements Verdict {}

  /** A token that does not open this door; the reason is for metrics and never told to visitors. */
  record Bad(Reason reason) implements Verdict {}

  /** A token that opens it. */
  record Good(AccessToken token) implements Verdict {}

  /** Why a token is bad. */
  enum Reason {
    /** No signed JWT, or one without the claims that ours have. */
    MALFORMED,
    /** The {@code kid} names no key of ours. */
    UNKNOWN_KEY,
    /** The {@code alg} is not the one of the key. */
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
