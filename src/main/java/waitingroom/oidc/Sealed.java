package waitingroom.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import waitingroom.secret.MasterSecret;
import waitingroom.secret.Seal;

/**
 * Seals values for keeping in a visitor's browser, so that any node can open them and nobody else
 * can read, forge or change them: JSON under a {@link Seal} of the master secret. Thread-safe.
 */
public final class Sealed<T> {
  private static final byte[] NO_CONTEXT = new byte[0];

  /** Longer than any sealed value: the values have limits of their own. */
  private static final int CHARS_MAX = 12_288;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Class<T> type;
  private final Seal seal;

  private Sealed(Class<T> type, Seal seal) {
    this.type = type;
    this.seal = seal;
  }

  /** The seal for values of one type. */
  public static <T> Sealed<T> of(Class<T> type, MasterSecret secret) {
    return new Sealed<>(type, Seal.of(secret, "waitingroom oidc " + type.getSimpleName() + " 1"));
  }

  /** Seals a value as text that needs no encoding in a query. */
  public String seal(T value) {
    try {
      byte[] sealed = seal.close(MAPPER.writeValueAsBytes(value), NO_CONTEXT);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot seal a " + type.getSimpleName(), e);
    }
  }

  /**
   * Opens a text; empty when it was not sealed with this key, or by a version with a different
   * record.
   */
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
