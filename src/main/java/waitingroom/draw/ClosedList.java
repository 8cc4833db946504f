package waitingroom.draw;

import waitingroom.secret.Sha256;

/**
 * A pool to which nobody can be added any more.
 *
 * @param room its id
 * @param epoch of the room
 * @param number of the scheduled event, from 1
 * @param size entries in the pool
 * @param root of the Merkle tree over the entries in order of arrival, 32 bytes
 */
// The array is never compared: a list is known by its room, epoch and number.
@SuppressWarnings("ArrayRecordComponent")
public record ClosedList(String room, long epoch, long number, long size, byte[] root) {
  /**
   * @throws IllegalArgumentException when the root is no hash
   */
  public ClosedList {
    if (root.length != Sha256.BYTES) {
      throw new IllegalArgumentException("A root has 32 bytes, not " + root.length);
    }
    root = root.clone();
  }

  @Override
  public byte[] root() {
    return root.clone();
  }
}
