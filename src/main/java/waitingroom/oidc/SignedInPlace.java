package waitingroom.oidc;

/** The place of a visitor who signed in, in an id token whose subject does not tell it. */
public record SignedInPlace(String requestId) {
  /** Omits the visitor. */
  @Override
  public String toString() {
    return "SignedInPlace(hidden)";
  }
}
