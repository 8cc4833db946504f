package waitingroom.token;

/** The three compact JWS of one visitor; they differ in the claim `token_use` alone. */
public record Tokens(String access, String refresh, String id) {
  /** Says nothing about the tokens: whoever holds them is let in. */
  @Override
  public String toString() {
    return "Tokens(hidden)";
  }
}
