package waitingroom.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * The root of a growing tree, without its leaves: one hash for each complete subtree, at most 40.
 * About one hash an entry. Mutable; confined to its owner.
 */
public final class RunningTree {
  private final List<byte[]> subtrees = new ArrayList<>();
  private long size;

  public RunningTree() {}

  private RunningTree(long size, List<byte[]> subtrees) {
    this.size = size;
    this.subtrees.addAll(subtrees);
  }

  /**
   * A tree that goes on from a stored one.
   *
   * @throws IllegalArgumentException when the subtrees do not fit the size
   */
  public static RunningTree of(long size, List<byte[]> subtrees) {
    if (size < 0 || Long.bitCount(size) != subtrees.size()) {
      throw new IllegalArgumentException(
          "%s subtrees do not make a tree of %s".formatted(subtrees.size(), size));
    }
    return new RunningTree(size, subtrees);
  }

  public long size() {
    return size;
  }

  /** The roots of the complete subtrees, largest first. */
  public List<byte[]> subtrees() {
    return List.copyOf(subtrees);
  }

  /** Adds a leaf: each pair of subtrees of one size becomes one of twice the size. */
  public void add(byte[] leaf) {
    byte[] hash = leaf;
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      hash = Tree.node(subtrees.remove(subtrees.size() - 1), hash);
    }
    subtrees.add(hash);
    size++;
  }

  /** The root over all leaves so far. */
  public byte[] root() {
    if (subtrees.isEmpty()) {
      return Tree.root(List.of());
    }
    byte[] hash = subtrees.get(subtrees.size() - 1);
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      hash = Tree.node(subtrees.get(i), hash);
    }
    return hash;
  }
}
