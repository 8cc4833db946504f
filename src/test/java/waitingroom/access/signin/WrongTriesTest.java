package waitingroom.access.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.TestClock;

class WrongTriesTest {
  private static final List<String> SUBJECTS = List.of("key k", "address a");

  private final TestClock clock = new TestClock();
  private final WrongTries tries = new WrongTries(clock);

  private Duration wrong() {
    return tries.judge(SUBJECTS, false);
  }

  private void fiveWrong() {
    for (int i = 0; i < 5; i++) {
      assertThat(wrong()).isZero();
    }
  }

  @Test
  void five_wrong_tries_are_free_and_then_each_waits_twice_as_long_up_to_a_minute() {
    fiveWrong();
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      assertThat(wrong()).isEqualTo(Duration.ofSeconds(seconds));
      clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(wrong()).isEqualTo(Duration.ofMillis(1));
      clock.advance(Duration.ofMillis(1));
      assertThat(wrong()).isZero();
    }
  }

  @Test
  void a_right_try_has_to_wait_too() {
    fiveWrong();
    assertThat(tries.judge(SUBJECTS, true)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_right_try_forgets_the_wrong_ones() {
    fiveWrong();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tries.judge(SUBJECTS, true)).isZero();
    fiveWrong();
  }

  @Test
  void one_address_is_slow_for_every_key_and_one_key_for_every_address() {
    fiveWrong();
    assertThat(tries.judge(List.of("key other", "address a"), true)).isPositive();
    assertThat(tries.judge(List.of("key k", "address other"), true)).isPositive();
    assertThat(tries.judge(List.of("key other", "address other"), true)).isZero();
  }

  @Test
  void a_quarter_of_an_hour_without_a_wrong_try_forgets_them() {
    fiveWrong();
    clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    fiveWrong();
  }
}
