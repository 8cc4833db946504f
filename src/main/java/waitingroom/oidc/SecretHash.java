package waitingroom.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * What is kept of a client's secret: its SHA-256.
 *
 * <p>A fast hash, because the secret is not one that people think up: it is generated with 297
 * bits, or has at least 32 characters, 12 of them different. A slow one would cost a tenth of a
 * second of CPU for every visitor who comes back, and for everybody who sends wrong secrets.
 */
public record SecretHash(byte[] sha256) {
  private static final int GENERATED_CHARS = 50;
  private static final int DIFFERENT_CHARS_MIN = 12;
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{32,256}");
  private static final String ALPHANUMERICS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /**
   * The hash of a secret.
   *
   * @throws IllegalArgumentException when the secret could be guessed; the message does not quote
   *     it
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

  /** A new secret: 50 letters and digits, as the original's. */
  public static String generate(SecureRandom random) {
    StringBuilder secret = new StringBuilder(GENERATED_CHARS);
    for (int i = 0; i < GENERATED_CHARS; i++) {
      secret.append(ALPHANUMERICS.charAt(random.nextInt(ALPHANUMERICS.length())));
    }
    return secret.toString();
  }

  /** Whether that is the secret; takes as long wherever it differs. */
  public boolean matches(String secret) {
    return MessageDigest.isEqual(sha256, digest(secret));
  }

  private static byte[] digest(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** Says nothing about the secret. */
  @Override
  public String toString() {
    return "SecretHash(hidden)";
  }
}
