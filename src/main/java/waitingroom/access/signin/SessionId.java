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
 * What a browser shows to be known: 256 random bits. Whoever has it is signed in, so it is stored
 * nowhere but in the browser's cookie.
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

  /** Empty when the text cannot be one. */
  static Optional<SessionId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new SessionId(text)) : Optional.empty();
  }

  /** What is stored in its stead. */
  byte[] hash() {
    return Secrets.hash(text);
  }

  /**
   * What a page of ours sends along to show that it, and not a page of somebody else, made the
   * browser ask. It is derived from the id (HMAC-SHA256) and tells nothing about it.
   */
  public String csrfToken() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(text.getBytes(UTF_8), "HmacSHA256"));
      return base64(mac.doFinal(CSRF));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HmacSHA256: use a complete one", e);
    }
  }

  /** Whether that is the token of this session; takes the same time for every wrong one. */
  public boolean hasCsrfToken(String given) {
    return MessageDigest.isEqual(csrfToken().getBytes(UTF_8), given.getBytes(UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Says nothing: the id is a secret. */
  @Override
  public String toString() {
    return "SessionId(hidden)";
  }
}
