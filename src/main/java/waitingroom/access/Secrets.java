package waitingroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import waitingroom.secret.Sha256;

/**
 * Makes key ids and secrets, and hashes secrets.
 *
 * <p>The hash is a plain SHA-256: secrets have 238 random bits, so brute force is hopeless and a
 * slow hash would only slow down callers.
 */
public final class Secrets {
  private static final String ID_PREFIX = "AKWR";
  private static final int ID_CHARS = 16;
  private static final int SECRET_CHARS = 40;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  // Without + and /, which some tools escape and some do not.
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** A new key id: 20 capital letters and digits. */
  public static String newKeyId() {
    return ID_PREFIX + random(ID_CHARS, BASE32);
  }

  /** A new secret: 40 letters and digits. */
  public static String newSecret() {
    return random(SECRET_CHARS, ALPHANUMERIC);
  }

  /** SHA-256 of the text in UTF-8. */
  public static byte[] hash(String secret) {
    return hash(secret.getBytes(UTF_8));
  }

  public static byte[] hash(byte[] secret) {
    return Sha256.of(secret);
  }

  private static String random(int length, String alphabet) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
