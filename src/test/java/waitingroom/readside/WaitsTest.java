package waitingroom.readside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private static Waits of(long... seconds) {
    Waits waits = new Waits();
    Arrays.stream(seconds).forEach(waits::add);
    return waits;
  }

  @Test
  void a_limit_is_part_of_its_band_and_longer_waits_are_in_the_last() {
    assertThat(of(0, 10, 11, 30, 31, 5_000).bands(10, 30, 60)).containsExactly(2, 2, 1, 1);
    assertThat(of().bands(10)).containsExactly(0, 0);
  }

  @Test
  void every_wait_is_in_one_band_even_where_the_histogram_is_coarse() {
    Waits waits = of(LongStream.range(0, 20_000).toArray());
    long[] people = waits.bands(10, 300, 1200, 3600, 14_400);
    assertThat(Arrays.stream(people).sum()).isEqualTo(20_000);
    // Two digits: a wait close to a limit may be counted on its other side.
    assertThat(people[1]).isBetween(287L, 293L);
    assertThat(people[4]).isBetween(10_600L, 11_000L);
  }
}
