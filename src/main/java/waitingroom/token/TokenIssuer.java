package waitingroom.token;

import static waitingroom.token.JsonText.quoted;

/**
 * Makes tokens as Virtual Waiting Room on AWS does: the same eight claims in alphabetical order, no
 * spaces, header members alg, kid, typ.
 *
 * <p>Nothing is stored: the same claims give the same bytes, on any node and after any restart, as
 * long as their key is in the signing key file. Costs three signatures (with RSA on the JDK some
 * milliseconds), so call it off the actors. Safe for use by many threads.
 */
public final class TokenIssuer {
  private final SigningKeys keys;

  public TokenIssuer(SigningKeys keys) {
    this.keys = keys;
  }

  /**
   * Signs with the key that the claims name. When that key is no longer in the file, or only its
   * public part is, the active key signs instead: the bytes differ then, and the tokens verify.
   */
  public Tokens issue(TokenClaims claims) {
    SigningKey key = keys.signerFor(claims.kid());
    String common = commonMembers(claims);
    return new Tokens(
        key.sign(payload(common, "access")),
        key.sign(payload(common, "refresh")),
        key.sign(payload(common, "id")));
  }

  /**
   * The same with an id token for an OpenID client (OpenID Connect Core, section 2), whose issuer
   * is always that of the OpenID provider, whoever made the visitor's first token.
   */
  public Tokens issue(TokenClaims claims, OpenIdClaims openId) {
    SigningKey key = keys.signerFor(claims.kid());
    String common = commonMembers(claims);
    String access = key.sign(payload(common, "access"));
    return new Tokens(
        access, key.sign(payload(common, "refresh")), key.sign(openId.payload(claims, access)));
  }

  private static String commonMembers(TokenClaims claims) {
    return ("{\"aud\":" + quoted(claims.eventId()))
        + (",\"exp\":" + claims.expiresAt())
        + (",\"iat\":" + claims.issuedAt())
        + (",\"iss\":" + quoted(claims.issuer()))
        + (",\"nbf\":" + claims.issuedAt())
        + (",\"queue_position\":" + claims.queuePosition())
        + (",\"sub\":" + quoted(claims.requestId()));
  }

  private static String payload(String commonMembers, String tokenUse) {
    return commonMembers + ",\"token_use\":\"" + tokenUse + "\"}";
  }
}
