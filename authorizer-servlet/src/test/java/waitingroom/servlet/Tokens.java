package waitingroom.servlet;

import java.security.Key;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Makes keys and tokens, those of a waiting room and others. */
final class Tokens {
  static final String ISSUER = "https://waiting.example/api";
  static final String ROOM = "Sample";
  static final String VISITOR = "00000001-0000-8000-8000-000000000000";

  private Tokens() {}

  static PublicJsonWebKey key(String algorithm, String kid) {
    try {
      PublicJsonWebKey key =
          algorithm.equals("RS256")
              ? RsaJwkGenerator.generateJwk(2048)
              : EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setAlgorithm(algorithm);
      key.setKeyId(kid);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The claims of a good access token.
   *
   * @param now epoch seconds
   */
  static Map<String, Object> claims(long now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", ROOM);
    claims.put("sub", VISITOR);
    claims.put("queue_position", 7);
    claims.put("token_use", "access");
    claims.put("iat", now);
    claims.put("nbf", now);
    claims.put("exp", now + 3600);
    claims.put("iss", ISSUER);
    return claims;
  }

  static String signed(PublicJsonWebKey key, Map<String, Object> claims) {
    return signed(key.getKeyId(), key.getAlgorithm(), key.getPrivateKey(), claims);
  }

  static String signed(
      String kid, String algorithm, @Nullable Key key, Map<String, Object> claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(JsonUtil.toJson(claims));
    signature.setKeyIdHeaderValue(kid);
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setKey(key);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
