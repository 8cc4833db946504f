package waitingroom.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Texts that the database may hold but must not show: AES-256-GCM (NIST SP 800-38D) under a key of
 * their own, derived from the master secret. Each is bound to the place where it stands, so that a
 * text that somebody copied to another row does not open. Safe for many threads.
 */
public final class SealedText {
  private static final String VERSION = "v1.";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param purpose what is sealed, a constant of the caller; texts of one purpose do not open under
   *     another
   */
  public SealedText(MasterSecret secret, String purpose) {
    this.key = new SecretKeySpec(secret.derive("sealed " + purpose, new byte[0], KEY_BYTES), "AES");
  }

  /**
   * Seals a text; twice the same text looks different each time.
   *
   * @param place where it stands, such as the key of its row
   * @return printable ASCII
   */
  public String seal(String text, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        cipher(Cipher.ENCRYPT_MODE, nonce, place, text.getBytes(StandardCharsets.UTF_8));
    byte[] all = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /**
   * The text that was sealed at that place.
   *
   * @throws IllegalArgumentException when it was not sealed here, for this purpose, under this
   *     master secret, or was changed since
   */
  public String open(String sealed, String place) {
    if (!sealed.startsWith(VERSION)) {
      throw unreadable();
    }
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length()));
    } catch (IllegalArgumentException notBase64) {
      throw unreadable();
    }
    if (all.length < NONCE_BYTES) {
      throw unreadable();
    }
    ByteBuffer buffer = ByteBuffer.wrap(all);
    byte[] nonce = new byte[NONCE_BYTES];
    byte[] rest = new byte[all.length - NONCE_BYTES];
    buffer.get(nonce).get(rest);
    return new String(cipher(Cipher.DECRYPT_MODE, nonce, place, rest), StandardCharsets.UTF_8);
  }

  private byte[] cipher(int mode, byte[] nonce, String place, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      if (mode == Cipher.DECRYPT_MODE) {
        throw unreadable();
      }
      throw new IllegalStateException("This Java has no AES-256-GCM: use a complete one", e);
    }
  }

  /** Without a cause on purpose: it could say something about the text. */
  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException(
        "A sealed text does not open: it was changed, or sealed under another master secret");
  }
}
