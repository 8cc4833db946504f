package waitingroom.token;

import static waitingroom.token.JsonText.quoted;

/**
 * Makes tokens as Virtual Waiting Room on AWS does: the same eight claims in alphabetical order, no
 * spaces, header members alg, kid, typ.
 *
 * <p>Nothing is stored: the same claims give the same bytes, on any node and after any restart, as
 * long as their key is in the signing key file. Issuing costs three signatures (some milliseconds
 * with RSA on the JDK), so do not call it from an actor. Thread-safe.
 */
public final class TokenIssuer {
  private final SigningKeys keys;

  public TokenIssuer(SigningKeys keys) {
    this.keys = keys;
  }

  /**
   * Signs with the key that the claims name. If the file no longer holds that key's private part,
   * the active key signs instead: the bytes then differ, but the tokens verify.
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
   * Like {@link #issue(TokenClaims)}, with an id token for an OpenID client (OpenID Connect Core,
   * section 2). Its issuer is always the OpenID provider, whatever issuer the visitor's first
   * tokens had, and it has a moment of its own.
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
