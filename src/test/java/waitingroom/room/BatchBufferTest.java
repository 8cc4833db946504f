package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import waitingroom.room.BatchBuffer.Batch;

class BatchBufferTest {
  enum Move {
    OFFER,
    START,
    FINISH,
    DROP_FROM_FRONT
  }

  @Property
  void members_come_out_in_order_once_and_in_numbered_batches_one_at_a_time(
      @ForAll @IntRange(min = 1, max = 4) int batchSizeMax,
      @ForAll @IntRange(min = 1, max = 10) int waitingMax,
      @ForAll @Size(max = 80) List<Move> moves) {
    BatchBuffer<Integer> buffer = new BatchBuffer<>(batchSizeMax, waitingMax);
    List<Integer> waiting = new ArrayList<>();
    Batch<Integer> underWay = null;
    long lastNumber = 0;
    int next = 0;
    for (Move move : moves) {
      switch (move) {
        case OFFER -> {
          boolean taken = buffer.offer(next);
          assertThat(taken).isEqualTo(waiting.size() < waitingMax);
          if (taken) {
            waiting.add(next);
          }
          next++;
        }
        case START -> {
          Batch<Integer> started = buffer.start();
          assertThat(started != null).isEqualTo(underWay == null && !waiting.isEmpty());
          if (started != null) {
            List<Integer> first = waiting.subList(0, Math.min(batchSizeMax, waiting.size()));
            assertThat(started.members()).isEqualTo(first);
            assertThat(started.number()).isEqualTo(++lastNumber);
            first.clear();
            underWay = started;
          }
        }
        case FINISH -> {
          buffer.finish();
          underWay = null;
        }
        case DROP_FROM_FRONT -> {
          List<Integer> front = waiting.stream().takeWhile(i -> i % 3 != 0).toList();
          assertThat(buffer.drop(i -> i % 3 != 0)).isEqualTo(front);
          waiting.removeAll(front);
        }
      }
      assertThat(buffer.underWay(lastNumber)).isEqualTo(underWay);
      assertThat(buffer.underWay(lastNumber + 1)).isNull();
    }
  }

  @Test
  void a_batch_under_way_keeps_its_members_when_the_line_is_dropped() {
    BatchBuffer<String> buffer = new BatchBuffer<>(1, 5);
    buffer.offer("under way");
    buffer.offer("waiting");
    Batch<String> batch = buffer.start();

    assertThat(buffer.drop(member -> true)).containsExactly("waiting");

    assertThat(batch).isEqualTo(new Batch<>(1, List.of("under way")));
    assertThat(buffer.underWay(1)).isEqualTo(batch);
  }
}
