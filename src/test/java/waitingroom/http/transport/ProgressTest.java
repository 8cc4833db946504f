package waitingroom.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Limits of a connection's time: 20 s for a head, 60 s of silence, 1 KB/s while an answer waits.
 */
class ProgressTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Progress progress =
      new Progress(
          new Limits(
              1,
              1,
              1,
              1,
              1,
              1,
              1,
              1,
              Duration.ofSeconds(60),
              Duration.ofSeconds(20),
              Duration.ofSeconds(10),
              Duration.ofSeconds(5)),
          0);

  @Test
  void silence_is_cut_after_its_time() {
    progress.received(10 * SECOND, false);

    assertThat(progress.due(70 * SECOND, 0)).isNull();
    assertThat(progress.due(71 * SECOND, 0)).isEqualTo(Cut.IDLE);
  }

  @Test
  void a_head_byte_by_byte_is_cut_although_it_is_never_silent() {
    for (int second = 1; second <= 21; second++) {
      progress.received(second * SECOND, true);
      assertThat(progress.due(second * SECOND, 0)).isNull();
    }
    progress.received(22 * SECOND, true);

    assertThat(progress.due(22 * SECOND, 0)).isEqualTo(Cut.SLOW_HEAD);
  }

  @Test
  void each_head_has_its_own_time() {
    for (int second = 1; second <= 100; second += 10) {
      progress.received(second * SECOND, true);
      progress.headEnded();
      assertThat(progress.due(second * SECOND, 0)).isNull();
    }
  }

  @Test
  void a_client_that_reads_nothing_is_idle() {
    progress.wrote(100_000);

    assertThat(progress.due(5 * SECOND, 100_000)).isNull();
    assertThat(progress.due(61 * SECOND, 100_000)).isEqualTo(Cut.IDLE);
  }

  @Test
  void a_client_that_reads_a_byte_a_second_is_cut() {
    progress.wrote(100_000);

    for (int second = 1; second <= 60; second++) {
      assertThat(progress.due(second * SECOND, 100_000 - second)).isNull();
    }
    assertThat(progress.due(61 * SECOND, 100_000 - 61)).isEqualTo(Cut.SLOW_READER);
  }

  @Test
  void a_client_behind_a_slow_line_gets_all_of_a_long_answer() {
    progress.wrote(1_000_000);

    for (int second = 1; second <= 480; second++) {
      assertThat(progress.due(second * SECOND, 1_000_000 - second * 2_048L)).isNull();
    }
  }

  @Test
  void a_stream_with_a_few_bytes_now_and_then_goes_on() {
    for (int second = 15; second <= 600; second += 15) {
      progress.wrote(3);
      assertThat(progress.due(second * SECOND, 0)).isNull();
    }
  }
}
