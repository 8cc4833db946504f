package waitingroom.token;

import static waitingroom.token.JsonText.quoted;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import waitingroom.secret.Sha256;

/**
 * The claims of an id token for an OpenID client, beyond those of the visitor's other tokens.
 *
 * @param issuer claim {@code iss}: the address of the OpenID provider
 * @param subject claim {@code sub}
 * @param place claim {@code place}: the visitor, sealed; null when the subject tells it
 * @param nonce null when the client sent none
 * @param authenticatedAt epoch seconds, claim {@code auth_time}; null when it is not known
 * @param issuedAt epoch seconds, claim {@code iat}: when the id token is made, which may be long
 *     after the session began. Clients refuse old ones (OpenID Connect Core, section 3.1.3.7)
 */
public record OpenIdClaims(
    String issuer,
    String subject,
    @Nullable String place,
    @Nullable String nonce,
    @Nullable Long authenticatedAt,
    long issuedAt) {

  /** The claims in alphabetical order, without spaces. */
  String payload(TokenClaims claims, String accessToken) {
    return ("{\"at_hash\":" + quoted(leftHalf(accessToken)))
        + (",\"aud\":" + quoted(claims.eventId()))
        + (authenticatedAt == null ? "" : ",\"auth_time\":" + authenticatedAt)
        + (",\"exp\":" + claims.expiresAt())
        + (",\"iat\":" + issuedAt)
        + (",\"iss\":" + quoted(issuer))
        + (",\"nbf\":" + claims.issuedAt())
        + (nonce == null ? "" : ",\"nonce\":" + quoted(nonce))
        + (place == null ? "" : ",\"place\":" + quoted(place))
        + (",\"queue_position\":" + claims.queuePosition())
        + (",\"sub\":" + quoted(subject))
        + ",\"token_use\":\"id\"}";
  }

  /** Half of the SHA-256, the hash of both RS256 and ES256 (OpenID Connect Core, 3.1.3.6). */
  private static String leftHalf(String accessToken) {
    byte[] hash = Sha256.of(accessToken.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(hash, hash.length / 2));
  }
}
