package waitingroom.access.signin;

/** The identity provider cannot be reached, or answers what no provider should. */
public final class IdentityProviderFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IdentityProviderFailure(String message) {
    super(message, null, false, false);
  }
}
