package waitingroom.access.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.TestClock;

class WrongTriesTest {
  private static final String ADDRESS = "address a";
  private static final String KEY = "key k";

  private final TestClock clock = new TestClock();
  private final WrongTries tries = new WrongTries(clock);

  private Duration wrong() {
    return tries.judge(ADDRESS, KEY, false);
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
    assertThat(tries.judge(ADDRESS, KEY, true)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_right_try_forgets_the_wrong_ones() {
    fiveWrong();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tries.judge(ADDRESS, KEY, true)).isZero();
    fiveWrong();
  }

  @Test
  void one_address_is_slow_for_every_key() {
    fiveWrong();
    assertThat(tries.judge(ADDRESS, "key other", true)).isPositive();
    assertThat(tries.judge("address other", "key other", true)).isZero();
  }

  @Test
  void while_others_guess_a_key_its_holder_comes_in_from_an_address_without_wrong_tries() {
    fiveWrong();
    assertThat(tries.judge("address holder", KEY, true)).isZero();
    assertThat(tries.judge(ADDRESS, KEY, true)).as("still waits").isPositive();
  }

  @Test
  void a_key_that_many_addresses_guess_is_slow_for_each_of_them() {
    fiveWrong();
    String another = "address b";
    assertThat(tries.judge(another, KEY, false)).as("its first try").isPositive();
    assertThat(tries.judge(another, KEY, true)).as("its second").isPositive();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tries.judge(another, KEY, true)).isZero();
  }

  @Test
  void an_address_alone_is_judged_like_one_with_a_name() {
    for (int i = 0; i < 5; i++) {
      assertThat(tries.judge(ADDRESS, false)).isZero();
    }
    assertThat(tries.judge(ADDRESS, true)).isPositive();
    assertThat(tries.judge("address other", true)).isZero();
  }

  @Test
  void a_quarter_of_an_hour_without_a_wrong_try_forgets_them() {
    fiveWrong();
    clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    fiveWrong();
  }
}
