package waitingroom.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import waitingroom.secret.Sha256;

/**
 * The SHA-256 of a client's secret, which is all that is stored of it.
 *
 * <p>A fast hash suffices, because people do not make the secret up: it is generated with 297 bits,
 * or has at least 32 characters, 12 of them different. A slow hash would cost 0.1 s of CPU for
 * every returning visitor and every wrong secret.
 */
public record SecretHash(byte[] sha256) {
  private static final int GENERATED_CHARS = 50;
  private static final int DIFFERENT_CHARS_MIN = 12;
  private static final int CHARS_MAX = 256;
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{32," + CHARS_MAX + "}");
  private static final String ALPHANUMERICS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /**
   * Hashes a secret.
   *
   * @throws IllegalArgumentException when the secret is too weak; the message does not quote it
   */
  public static SecretHash of(String secret) {
    if (!PRINTABLE.matcher(secret).matches()
        || secret.chars().distinct().count() < DIFFERENT_CHARS_MIN) {
      throw new IllegalArgumentException(
          "client_secret must have 32 to 256 printable ASCII characters without spaces, at least "
              + DIFFERENT_CHARS_MIN
              + " of them different: leave it out, and one is generated");
    }
    return new SecretHash(digest(secret));
  }

  /** Generates a secret of 50 letters and digits, like the original's. */
  public static String generate(SecureRandom random) {
    StringBuilder secret = new StringBuilder(GENERATED_CHARS);
    for (int i = 0; i < GENERATED_CHARS; i++) {
      secret.append(ALPHANUMERICS.charAt(random.nextInt(ALPHANUMERICS.length())));
    }
    return secret.toString();
  }

  /** Whether the secret matches, in constant time. */
  public boolean matches(String secret) {
    return secret.length() <= CHARS_MAX && MessageDigest.isEqual(sha256, digest(secret));
  }

  private static byte[] digest(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** Omits the hash. */
  @Override
  public String toString() {
    return "SecretHash(hidden)";
  }
}
