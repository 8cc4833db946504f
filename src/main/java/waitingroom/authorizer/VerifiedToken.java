package waitingroom.authorizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;
import waitingroom.authorizer.Verdict.Reason;
import waitingroom.token.SigningKey;
import waitingroom.token.SigningKeys;

/**
 * A token of which is known what never changes: one of our keys signed it, by the algorithm of that
 * key and no other (RFC 8725, section 3.1), and what it is for. Time, room and issuer are for the
 * caller to look at.
 *
 * @param key whose signature it carries
 */
public record VerifiedToken(AccessToken token, SigningKey key) {
  /** No cookie is longer, and no token of ours comes near. */
  private static final int CHARS_MAX = 4096;

  /** Says why a text is no such token of ours. */
  public static final class NotVerified extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    NotVerified(Reason reason) {
      super(reason.name(), null, false, false);
      this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
      return reason;
    }
  }

  /** An access token. Costs the verification of one signature. */
  public static VerifiedToken of(String compact, SigningKeys keys) throws NotVerified {
    return of(compact, keys, "access");
  }

  /**
   * Any of a visitor's tokens.
   *
   * @param use claim {@code token_use}: access, refresh or id
   */
  public static VerifiedToken of(String compact, SigningKeys keys, String use) throws NotVerified {
    if (compact.length() > CHARS_MAX) {
      throw new NotVerified(Reason.MALFORMED);
    }
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setCompactSerialization(compact);
      SigningKey key = key(signature, keys);
      signature.setAlgorithmConstraints(
          new AlgorithmConstraints(ConstraintType.PERMIT, key.algorithm().name()));
      signature.setKey(key.publicKey());
      if (!signature.verifySignature()) {
        throw new NotVerified(Reason.BAD_SIGNATURE);
      }
      return new VerifiedToken(token(JwtClaims.parse(signature.getPayload()), use), key);
    } catch (JoseException | InvalidJwtException | MalformedClaimException e) {
      throw new NotVerified(Reason.MALFORMED);
    }
  }

  private static SigningKey key(JsonWebSignature signature, SigningKeys keys) throws NotVerified {
    Optional<SigningKey> key =
        Optional.ofNullable(signature.getKeyIdHeaderValue()).flatMap(keys::find);
    if (key.isEmpty()) {
      throw new NotVerified(Reason.UNKNOWN_KEY);
    }
    if (!key.get().algorithm().name().equals(signature.getAlgorithmHeaderValue())) {
      throw new NotVerified(Reason.WRONG_ALGORITHM);
    }
    return key.get();
  }

  private static AccessToken token(JwtClaims claims, String use)
      throws MalformedClaimException, NotVerified {
    if (!use.equals(claims.getStringClaimValue("token_use"))) {
      throw new NotVerified(Reason.NOT_AN_ACCESS_TOKEN);
    }
    Map<String, Object> all = claims.getClaimsMap();
    List<String> audience = claims.getAudience();
    if (audience.size() != 1
        || claims.getSubject() == null
        || claims.getIssuer() == null
        || !(all.get("queue_position") instanceof Long position)
        || !(all.get("exp") instanceof Long expiresAt)
        || !(all.get("nbf") instanceof Long notBefore)) {
      throw new NotVerified(Reason.MALFORMED);
    }
    return new AccessToken(
        audience.get(0), claims.getSubject(), position, claims.getIssuer(), notBefore, expiresAt);
  }
}
