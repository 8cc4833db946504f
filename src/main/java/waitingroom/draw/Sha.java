package waitingroom.draw;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over several parts, for millions of short texts. Confined to one thread. */
final class Sha {
  static final int BYTES = 32;
  private final MessageDigest digest;

  Sha() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java lacks SHA-256: use a complete JDK", e);
    }
  }

  Sha add(byte part) {
    digest.update(part);
    return this;
  }

  Sha add(byte[] part) {
    digest.update(part);
    return this;
  }

  /** The four lowest bytes of a number, lowest first. */
  Sha addLittleEndian(long number) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      digest.update((byte) (number >>> shift));
    }
    return this;
  }

  /** The hash of what was added since the last one. */
  byte[] hash() {
    return digest.digest();
  }

  /** Writes the hash of what was added since the last one into 32 bytes that are used again. */
  void hash(byte[] into) {
    try {
      digest.digest(into, 0, BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 does not fit its 32 bytes", e);
    }
  }
}
