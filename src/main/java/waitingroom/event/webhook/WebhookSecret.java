package waitingroom.event.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Secret with which a receiver verifies signatures (Standard Webhooks 1.0, symmetric). */
public final class WebhookSecret {
  /** The rule, as a sentence for the client. */
  public static final String RULE = "The secret must be whsec_ and 24 to 64 bytes in base64";

  private static final String PREFIX = "whsec_";
  private static final int BYTES_MIN = 24;
  private static final int BYTES_MAX = 64;
  private static final int BYTES_OF_OURS = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private WebhookSecret(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  public static WebhookSecret random() {
    byte[] bytes = new byte[BYTES_OF_OURS];
    new SecureRandom().nextBytes(bytes);
    return new WebhookSecret(bytes);
  }

  /** Parses a secret; empty if it breaks the rule. */
  public static Optional<WebhookSecret> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      return bytes.length < BYTES_MIN || bytes.length > BYTES_MAX
          ? Optional.empty()
          : Optional.of(new WebhookSecret(bytes));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** The secret in plain text. */
  public String reveal() {
    return PREFIX + Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /**
   * The value of the header {@code webhook-signature}.
   *
   * @param id of the message
   * @param timestamp of the attempt, epoch seconds
   */
  String sign(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HMAC-SHA256: use a complete one", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WebhookSecret secret && key.equals(secret.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return "WebhookSecret(hidden)";
  }
}
