package waitingroom.token;

/** The three compact JWS of one visitor; they differ only in the claim `token_use`. */
public record Tokens(String access, String refresh, String id) {
  /** Omits the tokens: their bearer is let in. */
  @Override
  public String toString() {
    return "Tokens(hidden)";
  }
}
