package waitingroom.authorizer.check;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;
import waitingroom.authorizer.check.Verdict.Reason;

/**
 * A token whose signature was verified, by the key's own algorithm and no other (RFC 8725, section
 * 3.1), and whose use fits. The caller checks time, room and issuer.
 *
 * @param key the one that verified the signature
 */
public record GenuineToken(AccessToken token, String kid, VerificationKey key) {
  /** The limit of cookies; our tokens are far shorter. */
  private static final int CHARS_MAX = 4096;

  /** The text is not a genuine token. */
  public static final class NotGenuine extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    NotGenuine(Reason reason) {
      super(reason.name(), null, false, false);
      this.reason = reason;
    }

    public Reason reason() {
      return reason;
    }
  }

  /**
   * Verifies an access token, at the cost of one signature verification.
   *
   * @param keys by their {@code kid}
   */
  public static GenuineToken of(String compact, Function<String, Optional<VerificationKey>> keys)
      throws NotGenuine {
    return of(compact, keys, "access");
  }

  /**
   * Verifies any of a visitor's tokens.
   *
   * @param use claim {@code token_use}: access, refresh or id
   */
  public static GenuineToken of(
      String compact, Function<String, Optional<VerificationKey>> keys, String use)
      throws NotGenuine {
    if (compact.length() > CHARS_MAX || !isCanonical(compact)) {
      throw new NotGenuine(Reason.MALFORMED);
    }
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setCompactSerialization(compact);
      String kid = Optional.ofNullable(signature.getKeyIdHeaderValue()).orElse("");
      VerificationKey key = keys.apply(kid).orElseThrow(() -> new NotGenuine(Reason.UNKNOWN_KEY));
      if (!key.algorithm().equals(signature.getAlgorithmHeaderValue())) {
        throw new NotGenuine(Reason.WRONG_ALGORITHM);
      }
      signature.setAlgorithmConstraints(
          new AlgorithmConstraints(ConstraintType.PERMIT, key.algorithm()));
      signature.setKey(key.publicKey());
      if (!signature.verifySignature()) {
        throw new NotGenuine(Reason.BAD_SIGNATURE);
      }
      return new GenuineToken(token(JwtClaims.parse(signature.getPayload()), use), kid, key);
    } catch (JoseException | InvalidJwtException | MalformedClaimException e) {
      throw new NotGenuine(Reason.MALFORMED);
    }
  }

  /**
   * Whether its signature has the one spelling of its bytes (RFC 7515, section 2): libraries also
   * take padding, another alphabet and stray bits. It covers the parts before it.
   */
  private static boolean isCanonical(String compact) {
    String signature = compact.substring(compact.lastIndexOf('.') + 1);
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(signature);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(signature);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static AccessToken token(JwtClaims claims, String use)
      throws MalformedClaimException, NotGenuine {
    if (!use.equals(claims.getStringClaimValue("token_use"))) {
      throw new NotGenuine(Reason.NOT_AN_ACCESS_TOKEN);
    }
    Map<String, Object> all = claims.getClaimsMap();
    List<String> audience = claims.getAudience();
    if (audience.size() != 1
        || claims.getSubject() == null
        || claims.getIssuer() == null
        || !(all.get("queue_position") instanceof Long position)
        || !(all.get("exp") instanceof Long expiresAt)
        || !(all.get("nbf") instanceof Long notBefore)) {
      throw new NotGenuine(Reason.MALFORMED);
    }
    return new AccessToken(
        audience.get(0), claims.getSubject(), position, claims.getIssuer(), notBefore, expiresAt);
  }
}
