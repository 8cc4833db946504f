package waitingroom.oidc;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An authorization code, which a client exchanges for a visitor's tokens (RFC 6749, section 4.1).
 * It travels sealed, so that every node can redeem it and nobody can read its request id.
 *
 * @param id random; the key for spending the code once
 * @param clientId the room, which is also the client
 * @param authenticatedAt creation of the code, in the visitor's turn, epoch seconds
 * @param expiresAt epoch seconds; invalid from then on
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

  /** Creates a code for a visitor whose turn it is. */
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
   * Checks that the code was made for the client that presents it. Except for a missing parameter,
   * all refusals look the same to the client.
   *
   * @param clientId of the authenticated client
   * @param redirectUri null when not sent
   * @param verifier null when not sent
   * @throws OAuthRefusal by RFC 6749, section 5.2, and RFC 7636, section 4.6
   */
  public void check(
      String clientId, @Nullable String redirectUri, @Nullable String verifier, long now) {
    if (redirectUri == null) {
      throw new OAuthRefusal(OAuthError.INVALID_REQUEST, "redirect_uri is missing");
    }
    boolean pkce =
        // A verifier without a challenge means that somebody removed the challenge (RFC 9700).
        challenge == null ? verifier == null : verifier != null && challenge.madeFrom(verifier);
    if (!this.clientId.equals(clientId)
        || !this.redirectUri.equals(redirectUri)
        || !pkce
        || now >= expiresAt) {
      throw invalid();
    }
  }

  /** The single refusal of codes. */
  public static OAuthRefusal invalid() {
    return new OAuthRefusal(
        OAuthError.INVALID_GRANT,
        "The code is unknown, spent, expired, or not for this client, redirect_uri and verifier");
  }

  /** Omits the visitor. */
  @Override
  public String toString() {
    return "AuthorizationCode(hidden)";
  }
}
