package waitingroom.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import waitingroom.secret.MasterSecret;

/**
 * Names of visitors for clients. A pairwise name is a keyed hash of the client's sector and the
 * request id (OpenID Connect Core, section 8.1), the same on all nodes. Thread-safe.
 */
public final class Subjects {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final byte[] NO_CONTEXT = new byte[0];

  /** Stands in no host. */
  private static final char SEPARATOR = '/';

  private final SecretKeySpec key;

  public Subjects(MasterSecret secret) {
    this.key =
        new SecretKeySpec(
            secret.derive("waitingroom oidc pairwise subject 1", NO_CONTEXT, KEY_BYTES), ALGORITHM);
  }

  /**
   * The name of a visitor.
   *
   * @param sector of the client; empty: names are public
   */
  public String of(Optional<String> sector, String requestId) {
    return sector.map(host -> hashed(host + SEPARATOR + requestId)).orElse(requestId);
  }

  private String hashed(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + ALGORITHM + ": use a complete one", e);
    }
  }
}
