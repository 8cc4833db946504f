package waitingroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollPaceTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "5, 9, 1",
    "5, 20, 2",
    "1000, 150, 15",
    "1000, 100000, 30",
    "0, , 2",
    "49, , 2",
    "500, , 12",
    "1000000, , 30"
  })
  void it_is_a_tenth_of_the_wait_or_grows_with_the_people_ahead(
      long ahead, @org.jspecify.annotations.Nullable Long wait, long seconds) {
    assertThat(PollPace.waiting(ahead, wait, false)).isEqualTo(seconds);
  }

  @Property
  void it_is_1_to_30_seconds_and_longer_while_the_line_stands(
      @ForAll @LongRange(min = 0) long ahead, @ForAll @LongRange(min = 0) long wait) {
    assertThat(PollPace.waiting(ahead, wait, false)).isBetween(1L, 30L);
    assertThat(PollPace.waiting(ahead, null, true)).isBetween(5L, 30L);
  }
}
