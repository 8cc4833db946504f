package waitingroom.draw;

import at.favre.lib.hkdf.HKDF;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import waitingroom.secret.Sha256;

/**
 * The seed of a draw: HKDF with SHA-256 (RFC 5869) of a secret that was committed to before anybody
 * joined, and of a public value that nobody knew before the list was closed. It is bound to the
 * list, so that no other list can be drawn with it.
 */
public final class DrawSeed {
  /** The name of the procedure, which is hashed and published. */
  public static final String ALGORITHM = "waitingroom draw 1";

  private static final byte END = 0;

  private DrawSeed() {}

  /** The hash by which a secret is fixed without being told: SHA-256. */
  public static byte[] commitment(byte[] secret) {
    return new Sha256().add(secret).hash();
  }

  /**
   * Derives the seed, 32 bytes.
   *
   * @param secret 32 random bytes, to which a commitment was published
   * @param publicValue the signature of the beacon's round
   * @param list what was closed before that round
   */
  public static byte[] of(byte[] secret, byte[] publicValue, ClosedList list) {
    HKDF hkdf = HKDF.fromHmacSha256();
    return hkdf.expand(hkdf.extract(secret, publicValue), info(list), Sha256.BYTES);
  }

  private static byte[] info(ClosedList list) {
    byte[] algorithm = ALGORITHM.getBytes(StandardCharsets.UTF_8);
    byte[] room = list.room().getBytes(StandardCharsets.UTF_8);
    int numbers = 3 * Long.BYTES;
    return ByteBuffer.allocate(algorithm.length + 1 + room.length + 1 + numbers + Sha256.BYTES)
        .put(algorithm)
        .put(END)
        .put(room)
        .put(END)
        .putLong(list.epoch())
        .putLong(list.number())
        .putLong(list.size())
        .put(list.root())
        .array();
  }
}
