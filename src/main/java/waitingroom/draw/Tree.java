package waitingroom.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import waitingroom.secret.Sha256;

/** Hashes of a Merkle tree (RFC 9162, section 2.1). */
public final class Tree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private Tree() {}

  static byte[] leaf(byte[] data) {
    return new Sha256().add(LEAF).add(data).hash();
  }

  static byte[] node(byte[] left, byte[] right) {
    return new Sha256().add(NODE).add(left).add(right).hash();
  }

  /** The root over some leaves, in order. */
  public static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return new Sha256().hash();
    }
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int split = split(leaves.size());
    return node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  /** The hashes that lead from a leaf to the root, the leaf's neighbour first (2.1.3.1). */
  public static List<byte[]> proof(List<byte[]> leaves, int index) {
    if (leaves.size() <= 1) {
      return List.of();
    }
    int split = split(leaves.size());
    List<byte[]> left = leaves.subList(0, split);
    List<byte[]> right = leaves.subList(split, leaves.size());
    List<byte[]> proof = new ArrayList<>();
    if (index < split) {
      proof.addAll(proof(left, index));
      proof.add(root(right));
    } else {
      proof.addAll(proof(right, index - split));
      proof.add(root(left));
    }
    return proof;
  }

  /** True when the hashes lead from a leaf to the root of a tree of that size (2.1.3.2). */
  public static boolean proves(
      byte[] leaf, long index, long size, List<byte[]> proof, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long at = index;
    long last = size - 1;
    byte[] hash = leaf;
    for (byte[] sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        hash = node(sibling, hash);
        // A last node without a sibling is not hashed again: it stands for its parent.
        int levels = Long.numberOfTrailingZeros(at);
        at >>= levels;
        last >>= levels;
      } else {
        hash = node(hash, sibling);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /** The largest power of two below a size of at least 2. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }
}
