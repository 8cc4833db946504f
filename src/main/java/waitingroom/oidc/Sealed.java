package waitingroom.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.keys.AesKey;
import org.jose4j.lang.JoseException;
import waitingroom.secret.MasterSecret;

/**
 * Hands values to a visitor's browser that any node can read again and nobody else can read, make
 * or change: compact JWE (RFC 7516, {@code dir} with {@code A256GCM}) under a key of the master
 * secret. Safe for use by many threads.
 */
public final class Sealed<T> {
  private static final int KEY_BYTES = 32;

  /** Longer than any of ours: the values have limits of their own. */
  private static final int CHARS_MAX = 8192;

  private static final String KEY_MANAGEMENT = KeyManagementAlgorithmIdentifiers.DIRECT;
  private static final String CONTENT = ContentEncryptionAlgorithmIdentifiers.AES_256_GCM;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Class<T> type;
  private final AesKey key;

  private Sealed(Class<T> type, AesKey key) {
    this.type = type;
    this.key = key;
  }

  /**
   * For values of one type.
   *
   * @param type a record that Jackson can write and read; its name binds the key to it
   */
  public static <T> Sealed<T> of(Class<T> type, MasterSecret secret) {
    byte[] key =
        secret.derive("waitingroom oidc " + type.getSimpleName() + " 1", new byte[0], KEY_BYTES);
    return new Sealed<>(type, new AesKey(key));
  }

  /** The value as characters that need no encoding in a query. */
  public String seal(T value) {
    try {
      JsonWebEncryption jwe = jwe();
      jwe.setAlgorithmHeaderValue(KEY_MANAGEMENT);
      jwe.setEncryptionMethodHeaderParameter(CONTENT);
      jwe.setPayload(MAPPER.writeValueAsString(value));
      return jwe.getCompactSerialization();
    } catch (JoseException | JsonProcessingException e) {
      throw new IllegalStateException("Cannot seal a " + type.getSimpleName(), e);
    }
  }

  /** The value, or empty when the text was not sealed here. */
  public Optional<T> open(String text) {
    if (text.length() > CHARS_MAX) {
      return Optional.empty();
    }
    try {
      JsonWebEncryption jwe = jwe();
      jwe.setCompactSerialization(text);
      return Optional.of(MAPPER.readValue(jwe.getPayload(), type));
    } catch (JoseException | JsonProcessingException notOurs) {
      return Optional.empty();
    }
  }

  private JsonWebEncryption jwe() {
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, KEY_MANAGEMENT));
    jwe.setContentEncryptionAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, CONTENT));
    jwe.setKey(key);
    return jwe;
  }
}
