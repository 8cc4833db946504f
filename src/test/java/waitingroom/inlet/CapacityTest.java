package waitingroom.inlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityTest {
  private static final long NOW = 1_700_000_000_000L;

  @ParameterizedTest(name = "{0} inside at most, {1} waiting, {2} inside: {3}")
  @CsvSource({"10, 5, 7, 3", "10, 2, 7, 2", "10, 5, 10, 0", "10, 5, 12, 0", "10, 0, 0, 0"})
  void free_places_are_filled_and_no_more(long total, long waiting, long inside, long by) {
    assertThat(new Capacity(total, 0).increment(Lines.of(waiting, inside), NOW)).isEqualTo(by);
  }

  @Test
  void without_a_cap_on_people_inside_only_the_minute_counts() {
    assertThat(new Capacity(0, 6000).increment(Lines.of(5, 1_000_000), NOW)).isEqualTo(5);
  }

  @Test
  void the_tighter_cap_counts() {
    Line line = Lines.of(1000, 0);

    assertThat(new Capacity(2, 6000).increment(line, NOW)).isEqualTo(2);
    assertThat(new Capacity(100, 6000).increment(line, NOW)).isEqualTo(26);
  }

  @Test
  void it_wants_one_cap_at_least() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Capacity(0, 0))
        .withMessageContaining("total_active_users");
    assertThat(Capacity.of(1L, null)).isEqualTo(new Capacity(1, 0));
    assertThat(Capacity.of(null, 1L)).isEqualTo(new Capacity(0, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, total_active_users",
    "1000000001, 1, total_active_users",
    "1, -1, new_users_per_minute",
    "1, 1000000001, new_users_per_minute"
  })
  void a_cap_out_of_its_range_is_refused_by_name(long total, long perMinute, String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Capacity(total, perMinute))
        .withMessageStartingWith("inlet." + name + " must be");
  }
}
