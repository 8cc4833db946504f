package waitingroom.access;

/** The outcome of checking the credentials of a request. */
public sealed interface Authentication {

  /** The caller is known; the route checks whether the role suffices. */
  record Authenticated(Principal principal) implements Authentication {}

  /** The caller is not known. */
  record Denied(Reason reason) implements Authentication {}

  /**
   * The reason for a denial, also a label of metrics.
   *
   * <p>The messages are for {@code {"message": "..."}} and never reveal whether a key id exists.
   */
  enum Reason {
    /** No {@code Authorization} header. The text is that of API Gateway. */
    MISSING_CREDENTIALS("Missing Authentication Token"),
    /** The header, or something it refers to, is malformed or incomplete. */
    MALFORMED("The authorization header or a header that it signs is missing or malformed"),
    /** The key id, or the key of a token, is unknown. */
    UNKNOWN_KEY(Messages.NO_MATCH),
    /** The signature does not match the request. */
    BAD_SIGNATURE(Messages.NO_MATCH),
    /** The id or the secret of an access key is wrong, or the key was revoked. */
    WRONG_KEY("The access key is not valid"),
    /** The browser session has ended or never existed. */
    SESSION_OVER("Nobody is signed in: sign in again"),
    WRONG_SCOPE("The credential scope is not for this service or not of the day of the request"),
    /** The clocks of caller and server differ too much. */
    CLOCK_SKEW("The time of the request is too far from the time of the server"),
    /** The scheme, the algorithm or the form of signing is not accepted. */
    UNSUPPORTED("The authorization scheme or algorithm is not supported"),
    EXPIRED_TOKEN("The token has expired"),
    /** The token is of another issuer or for another audience. */
    FOREIGN_TOKEN("The token is not meant for this service"),
    /** The token is good but names no known role. */
    NO_ROLE("The token carries no role for this service"),
    /** The keys of the issuer cannot be fetched; retrying later may help. */
    KEYS_UNAVAILABLE("The keys of the token issuer cannot be fetched now");

    private final String message;

    Reason(String message) {
      this.message = message;
    }

    /** The message for the caller. */
    public String message() {
      return message;
    }

    private static final class Messages {
      private static final String NO_MATCH = "The signature of the request is not valid";
    }
  }
}
