package waitingroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Which format an entity writes, and which a node reads. */
class FormatBoardTest {
  private static final List<String> EVENTS = List.of("joined", "left");

  private record Stored(int format) implements Formatted {}

  @Property
  void the_cluster_s_format_never_goes_down(
      @ForAll @IntRange(min = 1, max = 9) int first,
      @ForAll @IntRange(min = 1, max = 9) int second) {
    FormatBoard board = new FormatBoard(9);
    board.learn(first);
    board.learn(second);
    assertThat(board.raised()).isEqualTo(Math.max(first, second));
  }

  @Property
  void events_are_never_written_in_a_format_that_the_node_or_the_cluster_does_not_read(
      @ForAll @IntRange(min = 1, max = 5) int newest,
      @ForAll @IntRange(min = 1, max = 5) int cluster,
      @ForAll @IntRange(min = 1, max = 5) int written) {
    FormatBoard board = new FormatBoard(newest);
    board.learn(cluster);
    List<String> raised = board.raising(written, EVENTS, format -> "format " + format);
    if (cluster > written && cluster <= newest) {
      assertThat(raised).containsExactly("format " + cluster, "joined", "left");
    } else {
      assertThat(raised).isEqualTo(EVENTS);
    }
  }

  @Test
  void nothing_to_write_raises_nothing() {
    FormatBoard board = new FormatBoard(2);
    board.learn(2);
    assertThat(board.raising(1, List.of(), format -> "raised")).isEmpty();
  }

  @Test
  void it_writes_the_first_format_until_it_knows_the_cluster_s() {
    FormatBoard board = new FormatBoard(3);
    assertThat(board.complete()).isFalse();
    assertThat(board.raised()).isEqualTo(1);
    board.learn(3);
    assertThat(board.complete()).isTrue();
    assertThat(board.tooOld()).isFalse();
    board.learn(4);
    assertThat(board.tooOld()).isTrue();
  }

  @Test
  void a_later_format_is_refused_by_name() {
    FormatBoard board = new FormatBoard(2);
    assertThat(board.readable("WaitingRoom|Sale", new Stored(2))).isEqualTo(new Stored(2));
    assertThat(board.readable("WaitingRoom|Sale", "an event")).isEqualTo("an event");
    assertThatThrownBy(() -> board.readable("WaitingRoom|Sale", new Stored(3)))
        .hasMessage(
            "WaitingRoom|Sale is written in format 3, and this version reads formats up to 2:"
                + " update this node");
  }
}
