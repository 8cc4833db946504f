package waitingroom.oidc;

/** A request of a client is refused; the message is the {@code error_description}. */
public final class OAuthRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final OAuthError error;

  /**
   * @param description a sentence for the client's developer, ASCII without quotes and backslashes
   */
  public OAuthRefusal(OAuthError error, String description) {
    super(description, null, false, false);
    this.error = error;
  }

  public OAuthError error() {
    return error;
  }

  /** The description. */
  public String description() {
    return String.valueOf(getMessage());
  }
}
