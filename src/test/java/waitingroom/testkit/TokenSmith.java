package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Makes good and bad tokens with the keys of a node.
 *
 * @param key the node's signing key
 */
public record TokenSmith(PublicJsonWebKey key) {

  /** Uses the first key of a signing key file. */
  public static TokenSmith of(Path signingKeys) {
    try {
      return new TokenSmith(
          (PublicJsonWebKey)
              new JsonWebKeySet(Files.readString(signingKeys)).getJsonWebKeys().get(0));
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The claims of a token. */
  public static Map<String, Object> claims(String token) {
    try {
      return JsonUtil.parseJson(
          new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8));
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The claims of a token without one. */
  public static Map<String, Object> without(String token, String name) {
    Map<String, Object> claims = new LinkedHashMap<>(claims(token));
    claims.remove(name);
    return claims;
  }

  /** The claims of a token with one replaced. */
  public static Map<String, Object> claims(String token, String name, Object value) {
    Map<String, Object> claims = new LinkedHashMap<>(claims(token));
    claims.put(name, value);
    return claims;
  }

  /** A token signed like the node's. */
  public String signed(Map<String, Object> claims) {
    return signed(claims, key.getAlgorithm(), key.getPrivateKey(), key.getKeyId());
  }

  /** A token signed with another key under the node's kid. */
  public String signedByAnother(Map<String, Object> claims, PublicJsonWebKey other) {
    return signed(claims, key.getAlgorithm(), other.getPrivateKey(), key.getKeyId());
  }

  /** An unsigned token: {@code alg} is {@code none}. */
  public String unsigned(Map<String, Object> claims) {
    return signed(claims, AlgorithmIdentifiers.NONE, null, key.getKeyId());
  }

  /** A token signed by HS256 with the bytes of a public key, which is no secret. */
  public String hmac(Map<String, Object> claims, byte[] publicKey) {
    return signed(claims, AlgorithmIdentifiers.HMAC_SHA256, new HmacKey(publicKey), key.getKeyId());
  }

  /** The token with another payload. */
  public static String tampered(String token, Map<String, Object> claims) {
    String[] parts = token.split("\\.", -1);
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(JsonUtil.toJson(claims).getBytes(UTF_8));
    return parts[0] + "." + payload + "." + parts[2];
  }

  private static String signed(
      Map<String, Object> claims, String algorithm, @Nullable Key key, String kid) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(JsonUtil.toJson(claims));
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setKeyIdHeaderValue(kid);
    signature.setKey(key);
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
