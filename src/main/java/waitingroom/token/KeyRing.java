package waitingroom.token;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * The keys of one version of the signing key file.
 *
 * @param active the first key that can sign
 * @param byKid every key, in the order of the file
 * @param jwks the public parts of every key as a JWK set, JSON text
 */
record KeyRing(SigningKey active, Map<String, SigningKey> byKid, String jwks) {

  /**
   * @throws IllegalArgumentException with a message that says what to change; never quotes a
   *     private part
   */
  static KeyRing parse(byte[] content, CryptoProvider crypto) {
    JwkReader reader = new JwkReader(crypto);
    Map<String, SigningKey> byKid = new LinkedHashMap<>();
    for (Object member : members(content)) {
      SigningKey key = reader.read(object(member));
      if (byKid.putIfAbsent(key.kid(), key) != null) {
        throw new IllegalArgumentException(
            "The signing key file holds two keys with the kid "
                + key.kid()
                + ": give every key a kid of its own");
      }
    }
    SigningKey active =
        byKid.values().stream()
            .filter(SigningKey::canSign)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The signing key file holds no private key: add one with its private"
                            + " members"));
    String jwks =
        byKid.values().stream()
            .map(key -> "{\"use\":\"sig\"," + key.publicJwk().substring(1))
            .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    return new KeyRing(active, byKid, jwks);
  }

  /** The key of this kid if it can sign, otherwise the active key. */
  SigningKey signerFor(String kid) {
    SigningKey asked = byKid.get(kid);
    return asked != null && asked.canSign() ? asked : active;
  }

  private static List<?> members(byte[] content) {
    try {
      if (JsonUtil.parseJson(new String(content, StandardCharsets.UTF_8)).get("keys")
          instanceof List<?> keys) {
        return keys;
      }
    } catch (JoseException | RuntimeException e) {
      throw notJwks();
    }
    throw notJwks();
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static Map<String, Object> object(Object member) {
    if (member instanceof Map<?, ?> object) {
      return (Map<String, Object>) object;
    }
    throw notJwks();
  }

  /** Omits the parser's message, which may quote the content. */
  private static IllegalArgumentException notJwks() {
    return new IllegalArgumentException(
        "The signing key file is not a JWK set: it must be JSON of the form {\"keys\": [...]}"
            + " (RFC 7517)");
  }
}
