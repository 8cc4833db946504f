package waitingroom.room.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import waitingroom.room.commit.BatchBuffer.Batch;
import waitingroom.room.commit.BatchBuffer.Offer;

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
          boolean taken = buffer.offer(next) != Offer.REFUSED;
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

  @Test
  void only_the_one_that_makes_enough_wait_calls() {
    BatchBuffer<Integer> buffer = new BatchBuffer<>(10, 10);
    assertThat(buffer.offer(1)).isEqualTo(Offer.CALLS);
    assertThat(buffer.offer(2)).isEqualTo(Offer.WAITS);

    assertThat(buffer.call(4)).isFalse();
    assertThat(buffer.offer(3)).isEqualTo(Offer.WAITS);
    assertThat(buffer.offer(4)).isEqualTo(Offer.CALLS);
    assertThat(buffer.offer(5)).isEqualTo(Offer.WAITS);

    assertThat(buffer.call(4)).isTrue();
    assertThat(buffer.offer(6)).isEqualTo(Offer.WAITS);
  }

  @Test
  void a_line_that_cannot_grow_is_enough() {
    BatchBuffer<Integer> buffer = new BatchBuffer<>(3, 2);
    assertThat(buffer.call(100)).isFalse();
    assertThat(List.of(buffer.offer(1), buffer.offer(2), buffer.offer(3)))
        .containsExactly(Offer.WAITS, Offer.CALLS, Offer.REFUSED);
  }

  /** A consumer that takes requests only when called, and four producers, on their own threads. */
  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void nobody_is_forgotten_and_each_thread_keeps_its_order() throws Exception {
    int threads = 4;
    int each = 100_000;
    BatchBuffer<Integer> buffer = new BatchBuffer<>(500, threads * each);
    Semaphore calls = new Semaphore(0);
    for (int thread = 0; thread < threads; thread++) {
      int first = thread * each;
      new Thread(
              () -> {
                for (int i = first; i < first + each; i++) {
                  if (buffer.offer(i) == Offer.CALLS) {
                    calls.release();
                  }
                }
              })
          .start();
    }

    int[] next = IntStream.range(0, threads).map(thread -> thread * each).toArray();
    for (int taken = 0; taken < threads * each; ) {
      calls.acquire();
      // As the actor does: called in vain, it leaves the threshold as it is.
      for (Batch<Integer> batch = buffer.start(); batch != null; batch = next(buffer)) {
        batch.members().forEach(i -> assertThat(i).isEqualTo(next[i / each]++));
        taken += batch.members().size();
        buffer.finish();
      }
    }
    assertThat(buffer.start()).isNull();
  }

  private static @Nullable Batch<Integer> next(BatchBuffer<Integer> buffer) {
    return buffer.call(1) ? buffer.start() : null;
  }
}
