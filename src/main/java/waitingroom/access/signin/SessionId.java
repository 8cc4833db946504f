package waitingroom.access.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import waitingroom.access.Secrets;

/**
 * The session cookie's value: 256 random bits. Its bearer is signed in, so it is stored only in the
 * browser.
 *
 * @param text 43 characters, base64url
 */
public record SessionId(String text) {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final byte[] CSRF = "csrf token of a session".getBytes(UTF_8);
  private static final SecureRandom RANDOM = new SecureRandom();

  static SessionId random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new SessionId(base64(bytes));
  }

  /** Parses a cookie's value; empty when it is malformed. */
  static Optional<SessionId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new SessionId(text)) : Optional.empty();
  }

  /** The hash that is stored in place of the id. */
  byte[] hash() {
    return Secrets.hash(text);
  }

  /**
   * The CSRF token, with which our pages prove that they, and not another site, sent a request. It
   * is derived from the id (HMAC-SHA256) without revealing it.
   */
  public String csrfToken() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(text.getBytes(UTF_8), "HmacSHA256"));
      return base64(mac.doFinal(CSRF));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks HmacSHA256: use a complete JDK", e);
    }
  }

  /** Whether the text is this session's CSRF token, compared in constant time. */
  public boolean hasCsrfToken(String given) {
    return MessageDigest.isEqual(csrfToken().getBytes(UTF_8), given.getBytes(UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Omits the id, which is a secret. */
  @Override
  public String toString() {
    return "SessionId(hidden)";
  }
}
