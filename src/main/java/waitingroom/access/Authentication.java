package waitingroom.access;

/** The outcome of looking at the credentials of a request. */
public sealed interface Authentication {

  /** The caller is known; whether the role suffices is for the route to ask. */
  record Authenticated(Principal principal) implements Authentication {}

  /** The caller is not known, and why. */
  record Denied(Reason reason) implements Authentication {}

  /**
   * Why a request is denied: for counting by operators.
   *
   * <p>The messages are for {@code {"message": "..."}} and never tell whether a key id exists.
   */
  enum Reason {
    /** No {@code Authorization} header. The text is that of API Gateway. */
    MISSING_CREDENTIALS("Missing Authentication Token"),
    /** The header, or something that it refers to, cannot be read or is incomplete. */
    MALFORMED("The authorization header or a header that it signs is missing or malformed"),
    /** The key id, or the key of a token, is not one of ours. */
    UNKNOWN_KEY(Messages.NO_MATCH),
    /** The signature does not fit the request. */
    BAD_SIGNATURE(Messages.NO_MATCH),
    /** The id or the secret of an access key is wrong, or the key was revoked. */
    WRONG_KEY("The access key is not valid"),
    /** The session of a browser is over, or there never was one. */
    SESSION_OVER("Nobody is signed in: sign in again"),
    /** The signature is for another service or day. */
    WRONG_SCOPE("The credential scope is not for this service or not of the day of the request"),
    /** The clocks of the caller and of this machine differ too much. */
    CLOCK_SKEW("The time of the request is too far from the time of the server"),
    /** A scheme, an algorithm or a form of signing that is not accepted here. */
    UNSUPPORTED("The authorization scheme or algorithm is not supported"),
    /** The token was good and no longer is. */
    EXPIRED_TOKEN("The token has expired"),
    /** The token is of another issuer or for another audience. */
    FOREIGN_TOKEN("The token is not meant for this service"),
    /** The token is good and names no role that is known here. */
    NO_ROLE("The token carries no role for this service"),
    /** The keys of the issuer cannot be fetched: worth another try later. */
    KEYS_UNAVAILABLE("The keys of the token issuer cannot be fetched now");

    private final String message;

    Reason(String message) {
      this.message = message;
    }

    /** What the caller may be told. */
    public String message() {
      return message;
    }

    private static final class Messages {
      private static final String NO_MATCH = "The signature of the request is not valid";
    }
  }
}
