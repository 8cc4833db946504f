package waitingroom.oidc;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client exchanges for the tokens of one visitor (RFC 6749, section 4.1). It travels sealed,
 * so that every node can redeem it and nobody can read the request id in it.
 *
 * @param id random; tells whether the code was spent
 * @param clientId the room, and the client that it was made for
 * @param authenticatedAt epoch seconds when it was the visitor's turn
 * @param expiresAt epoch seconds; not good any more from then on
 */
public record AuthorizationCode(
    UUID id,
    String clientId,
    String redirectUri,
    String requestId,
    List<String> scopes,
    @Nullable String nonce,
    @Nullable CodeChallenge challenge,
    long authenticatedAt,
    long expiresAt) {

  /** A code for a visitor whose turn it is. */
  public static AuthorizationCode of(
      UUID id, AuthorizationRequest request, String requestId, long now, long lifetimeSeconds) {
    return new AuthorizationCode(
        id,
        request.clientId(),
        request.redirectUri(),
        requestId,
        request.scopes(),
        request.nonce(),
        request.challenge(),
        now,
        now + lifetimeSeconds);
  }

  /**
   * Checks that the client which shows the code is the one that it was made for. All refusals but
   * that of a missing parameter are one and the same to whoever tries.
   *
   * @param clientId who has proved to be that client
   * @param redirectUri null when it was not sent
   * @param verifier null when it was not sent
   * @throws OAuthRefusal by RFC 6749, section 5.2, and RFC 7636, section 4.6
   */
  public void check(
      String clientId, @Nullable String redirectUri, @Nullable String verifier, long now) {
    if (redirectUri == null) {
      throw new OAuthRefusal(OAuthError.INVALID_REQUEST, "redirect_uri is missing");
    }
    boolean pkce =
        // A verifier without a challenge would be a challenge that somebody took out (RFC 9700).
        challenge == null ? verifier == null : verifier != null && challenge.madeFrom(verifier);
    if (!this.clientId.equals(clientId)
        || !this.redirectUri.equals(redirectUri)
        || !pkce
        || now >= expiresAt) {
      throw invalid();
    }
  }

  /** The one refusal of codes. */
  public static OAuthRefusal invalid() {
    return new OAuthRefusal(
        OAuthError.INVALID_GRANT,
        "The code is unknown, spent, expired, or not for this client, redirect_uri and verifier");
  }

  /** Says nothing about the visitor. */
  @Override
  public String toString() {
    return "AuthorizationCode(hidden)";
  }
}
