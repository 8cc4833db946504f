package waitingroom.secret;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticated encryption: AES-256-GCM with the random nonce in front (NIST SP 800-38D). Good for
 * some millions of values per key.
 */
public final class Seal {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] NO_CONTEXT = new byte[0];

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private Seal(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * The seal for one purpose.
   *
   * @param purpose a constant of the caller; values sealed for another purpose do not open
   */
  public static Seal of(MasterSecret secret, String purpose) {
    return new Seal(secret.derive(purpose, NO_CONTEXT, KEY_BYTES));
  }

  /**
   * Encrypts the bytes.
   *
   * @param context must be the same when opening; neither encrypted nor part of the result
   */
  public byte[] close(byte[] plain, byte[] context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] hidden = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain);
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + hidden.length);
      System.arraycopy(hidden, 0, sealed, NONCE_BYTES, hidden.length);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw noCipher(e);
    }
  }

  /**
   * The plain bytes; empty when the value was changed, or sealed under another key, purpose or
   * context.
   */
  public Optional<byte[]> open(byte[] sealed, byte[] context) {
    if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, context);
      return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (AEADBadTagException changed) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw noCipher(e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher;
  }

  private static IllegalStateException noCipher(GeneralSecurityException e) {
    return new IllegalStateException("This Java has no AES-GCM: use a complete one", e);
  }
}
