package waitingroom.secret;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 (FIPS 180-4), of one text or over several parts. An instance is confined to one thread
 * and can be used again, for millions of short texts.
 */
public final class Sha256 {
  /** Length of a hash in bytes. */
  public static final int BYTES = 32;

  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java lacks SHA-256: use a complete JDK", e);
    }
  }

  /** The hash of one text. */
  public static byte[] of(byte[] bytes) {
    return new Sha256().add(bytes).hash();
  }

  public Sha256 add(byte part) {
    digest.update(part);
    return this;
  }

  public Sha256 add(byte[] part) {
    digest.update(part);
    return this;
  }

  /** Adds the four lowest bytes of a number, lowest first. */
  public Sha256 addLittleEndian(long number) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      digest.update((byte) (number >>> shift));
    }
    return this;
  }

  /** The hash of what was added since the last one. */
  public byte[] hash() {
    return digest.digest();
  }

  /** Writes the hash of what was added since the last one into 32 bytes that are used again. */
  public void hash(byte[] into) {
    try {
      digest.digest(into, 0, BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 does not fit its 32 bytes", e);
    }
  }
}
