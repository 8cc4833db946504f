package waitingroom.draw;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import waitingroom.secret.Sha256;

/**
 * A permutation of a pool that a seed decides: the swap-or-not shuffle with 90 rounds, as in the
 * consensus specification of Ethereum. One place takes tens of microseconds, without the others;
 * {@link DrawnOrder} computes all at once.
 *
 * <p>Each round pairs every place with another one and swaps some of the pairs, so a round is its
 * own inverse, and the rounds in reverse order are the inverse of the permutation.
 */
public final class Shuffle {
  static final int ROUNDS = 90;

  /** The largest pool: as many as there are positions in a room. */
  public static final long POOL_MAX = 1L << 40;

  private static final int PLACES_PER_HASH = 256;

  private final byte[] seed;
  private final long size;
  private final long[] pivots = new long[ROUNDS];

  /**
   * @param seed 32 bytes
   * @param size of the pool, 1 to {@link #POOL_MAX}
   */
  public Shuffle(byte[] seed, long size) {
    if (seed.length != Sha256.BYTES) {
      throw new IllegalArgumentException("A seed has 32 bytes, not " + seed.length);
    }
    if (size < 1 || size > POOL_MAX) {
      throw new IllegalArgumentException("A pool has 1 to 2^40 entries, not " + size);
    }
    this.seed = seed.clone();
    this.size = size;
    Sha256 sha = new Sha256();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] hash = sha.add(this.seed).add((byte) round).hash();
      long number = ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN).getLong();
      pivots[round] = Long.remainderUnsigned(number, size);
    }
  }

  public long size() {
    return size;
  }

  /**
   * The place of an arrival, both from 0.
   *
   * @throws IndexOutOfBoundsException when it is not in the pool
   */
  public long place(long arrival) {
    long at = checked(arrival);
    Sha256 sha = new Sha256();
    for (int round = 0; round < ROUNDS; round++) {
      at = moved(sha, round, at);
    }
    return at;
  }

  /**
   * The arrival that drew a place, both from 0: the inverse of {@link #place}.
   *
   * @throws IndexOutOfBoundsException when it is not in the pool
   */
  public long arrival(long place) {
    long at = checked(place);
    Sha256 sha = new Sha256();
    for (int round = ROUNDS - 1; round >= 0; round--) {
      at = moved(sha, round, at);
    }
    return at;
  }

  private long checked(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("No entry " + index + " in a pool of " + size);
    }
    return index;
  }

  private long moved(Sha256 sha, int round, long at) {
    long pivot = pivots[round];
    long partner = pivot >= at ? pivot - at : pivot + size - at;
    long higher = Math.max(at, partner);
    return isSwapped(bits(sha, round, higher), higher) ? partner : at;
  }

  long pivot(int round) {
    return pivots[round];
  }

  /** The bits that decide about the pairs whose higher member lies in one block of 256 places. */
  byte[] bits(Sha256 sha, int round, long higher) {
    return sha.add(seed).add((byte) round).addLittleEndian(block(higher)).hash();
  }

  void bits(Sha256 sha, int round, long higher, byte[] into) {
    sha.add(seed).add((byte) round).addLittleEndian(block(higher)).hash(into);
  }

  static long block(long higher) {
    return higher / PLACES_PER_HASH;
  }

  static boolean isSwapped(byte[] bits, long higher) {
    int bit = (int) (higher % PLACES_PER_HASH);
    return (bits[bit / Byte.SIZE] >>> (bit % Byte.SIZE) & 1) == 1;
  }
}
