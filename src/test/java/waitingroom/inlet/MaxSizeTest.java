package waitingroom.inlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaxSizeTest {
  private static final MaxSize HUNDRED = new MaxSize(100);

  @ParameterizedTest(name = "exited {0}, ended {1}, inside {2}: {3}")
  @CsvSource({
    // as many as left, by the message's own count or else by the sessions that it ended
    "5, 0, 50, 5",
    "5, 9, 50, 5",
    ", 3, 50, 3",
    "0, 3, 50, 3",
    "0, 0, 50, 0",
    ", 0, 50, 0",
    // what is free when more left than that
    "60, 0, 50, 50",
    "50, 0, 50, 50",
    ", 60, 50, 50",
    // nothing when it is full, and never back
    "5, 0, 100, 0",
    "5, 0, 130, 0",
    "-5, 3, 50, 0"
  })
  void as_many_come_in_as_left_up_to_what_is_free(Long exited, long ended, long inside, long by) {
    assertThat(HUNDRED.increment(exited, ended, inside)).isEqualTo(by);
  }

  @Test
  void without_a_message_nothing_moves() {
    assertThat(HUNDRED.increment(Lines.of(50, 0), 60_000)).isZero();
  }

  @Test
  void the_default_is_a_hundred() {
    assertThat(MaxSize.of(null)).isEqualTo(HUNDRED);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_000_000_001})
  void a_size_out_of_its_range_is_refused_by_name(long size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MaxSize(size))
        .withMessageStartingWith("inlet.max_size must be");
  }
}
