package waitingroom.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TreeTest {

  private static List<byte[]> leaves(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Tree.leaf(new byte[] {(byte) i, (byte) (i >> 8)}))
        .toList();
  }

  @Example
  void the_tree_of_nothing_is_the_hash_of_nothing() {
    assertThat(HexFormat.of().formatHex(new RunningTree().root()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Property(tries = 100)
  void a_running_tree_has_the_root_of_all_leaves_also_after_it_was_stored(
      @ForAll @IntRange(min = 0, max = 300) int size,
      @ForAll @IntRange(min = 0, max = 300) int at) {
    List<byte[]> leaves = leaves(size);
    RunningTree tree = new RunningTree();
    for (int i = 0; i < size; i++) {
      if (i == at) {
        tree = RunningTree.of(tree.size(), tree.subtrees());
      }
      tree.add(leaves.get(i));
    }
    assertThat(tree.size()).isEqualTo(size);
    assertThat(tree.root()).isEqualTo(Tree.root(leaves));
  }

  @Property(tries = 100)
  void each_leaf_is_proved_at_its_index_and_nowhere_else(
      @ForAll @IntRange(min = 1, max = 130) int size) {
    List<byte[]> leaves = leaves(size);
    byte[] root = Tree.root(leaves);
    for (int i = 0; i < size; i++) {
      byte[] leaf = leaves.get(i);
      List<byte[]> proof = Tree.proof(leaves, i);
      assertThat(Tree.proves(leaf, i, size, proof, root)).isTrue();
      assertThat(Tree.proves(leaf, (i + 1) % size, size, proof, root)).isEqualTo(size == 1);
      assertThat(Tree.proves(leaf, i, i, proof, root)).isFalse();
      assertThat(Tree.proves(Tree.leaf(new byte[3]), i, size, proof, root)).isFalse();
      List<byte[]> longer = new ArrayList<>(proof);
      longer.add(root);
      assertThat(Tree.proves(leaf, i, size, longer, root)).isFalse();
      if (size > 1) {
        assertThat(Tree.proves(leaf, i, size, proof.subList(1, proof.size()), root)).isFalse();
      }
    }
  }

  @Example
  void subtrees_must_fit_the_size() {
    assertThatIllegalArgumentException().isThrownBy(() -> RunningTree.of(3, leaves(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> RunningTree.of(-1, leaves(64)));
  }
}
