package waitingroom.draw;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import waitingroom.secret.Sha256;

/**
 * An entry of a pool as it stands in the published tree: its position and a salted hash of the
 * request id. The salt is told to the holder of the id alone: an id has 50 secret bits, so a hash
 * of nothing else could be guessed within hours.
 */
public final class Entry {
  private static final String ALGORITHM = "HmacSHA256";

  private Entry() {}

  /**
   * The salt of a position, 32 bytes.
   *
   * @param key of the room and epoch
   */
  public static byte[] salt(byte[] key, long position) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(bytes(position));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks HMAC-SHA256: use a complete JDK", e);
    }
  }

  /**
   * The leaf of an entry, 32 bytes.
   *
   * @param requestId 36 characters, lower case
   */
  public static byte[] leaf(long position, byte[] salt, String requestId) {
    byte[] id = requestId.getBytes(StandardCharsets.US_ASCII);
    byte[] named = new Sha256().add(salt).add(id).hash();
    byte[] data =
        ByteBuffer.allocate(Long.BYTES + Sha256.BYTES).putLong(position).put(named).array();
    return Tree.leaf(data);
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
