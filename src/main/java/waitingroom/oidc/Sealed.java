package waitingroom.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import waitingroom.secret.MasterSecret;
import waitingroom.secret.Seal;

/**
 * Hands values to a visitor's browser that any node can read again and nobody else can read, make
 * or change: JSON under a {@link Seal} of the master secret. Safe for use by many threads.
 */
public final class Sealed<T> {
  private static final byte[] NO_CONTEXT = new byte[0];

  /** Longer than any of ours: the values have limits of their own. */
  private static final int CHARS_MAX = 8192;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Class<T> type;
  private final Seal seal;

  private Sealed(Class<T> type, Seal seal) {
    this.type = type;
    this.seal = seal;
  }

  /**
   * For values of one type.
   *
   * @param type a record that Jackson can write and read; its name binds the key to it
   */
  public static <T> Sealed<T> of(Class<T> type, MasterSecret secret) {
    return new Sealed<>(type, Seal.of(secret, "waitingroom oidc " + type.getSimpleName() + " 1"));
  }

  /** The value as characters that need no encoding in a query. */
  public String seal(T value) {
    try {
      byte[] sealed = seal.close(MAPPER.writeValueAsBytes(value), NO_CONTEXT);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot seal a " + type.getSimpleName(), e);
    }
  }

  /** The value, or empty when the text was not sealed here, or by a version of other records. */
  public Optional<T> open(String text) {
    if (text.length() > CHARS_MAX) {
      return Optional.empty();
    }
    try {
      return seal.open(Base64.getUrlDecoder().decode(text), NO_CONTEXT).flatMap(this::read);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private Optional<T> read(byte[] json) {
    try {
      return Optional.of(MAPPER.readValue(json, type));
    } catch (IOException otherRecord) {
      return Optional.empty();
    }
  }
}
