package waitingroom.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/** Contents of signing key files for tests. */
final class KeyFiles {
  private static final Map<String, Map<String, Object>> MADE = new HashMap<>();

  private KeyFiles() {}

  /** An RSA key of 2048 bits with this kid; cached per kid, since generating takes a while. */
  static Map<String, Object> rsa(String kid) {
    return key(kid, SigningAlgorithm.RS256);
  }

  static Map<String, Object> ec(String kid) {
    return key(kid, SigningAlgorithm.ES256);
  }

  @SafeVarargs
  static String jwks(Map<String, Object>... keys) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Map<String, Object> key : keys) {
      list.add(key);
    }
    return JsonUtil.toJson(Map.of("keys", list));
  }

  static Map<String, Object> with(Map<String, Object> key, String member, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(key);
    changed.put(member, value);
    return changed;
  }

  static Map<String, Object> without(Map<String, Object> key, String... members) {
    Map<String, Object> changed = new LinkedHashMap<>(key);
    changed.keySet().removeAll(List.of(members));
    return changed;
  }

  static Map<String, Object> publicPart(Map<String, Object> key) {
    return without(key, "d", "p", "q", "dp", "dq", "qi");
  }

  private static synchronized Map<String, Object> key(String kid, SigningAlgorithm algorithm) {
    return MADE.computeIfAbsent(
        algorithm + kid, name -> with(onlyKey(SigningKeys.generate(algorithm)), "kid", kid));
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  static Map<String, Object> onlyKey(String jwks) {
    try {
      List<Object> keys = new ArrayList<>((List<Object>) JsonUtil.parseJson(jwks).get("keys"));
      return (Map<String, Object>) keys.get(0);
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }
}
