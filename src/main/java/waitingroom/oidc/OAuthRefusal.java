package waitingroom.oidc;

/** The refusal of a client's request; the message is the {@code error_description}. */
public final class OAuthRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final OAuthError error;

  /**
   * @param description for the client's developer, ASCII without quotes and backslashes
   */
  public OAuthRefusal(OAuthError error, String description) {
    super(description, null, false, false);
    this.error = error;
  }

  public OAuthError error() {
    return error;
  }

  public String description() {
    return String.valueOf(getMessage());
  }
}
