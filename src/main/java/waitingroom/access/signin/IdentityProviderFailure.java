package waitingroom.access.signin;

/** The identity provider cannot be reached or gave an invalid answer. */
public final class IdentityProviderFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IdentityProviderFailure(String message) {
    super(message, null, false, false);
  }
}
