package waitingroom.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import waitingroom.secret.Sha256;

class ShuffleTest {

  private static byte[] seed(long number) {
    return Sha256.of(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  @Example
  void a_known_seed_gives_the_known_places() {
    Shuffle shuffle = new Shuffle(Sha256.of("golden".getBytes(StandardCharsets.UTF_8)), 10);
    assertThat(LongStream.range(0, 10).map(shuffle::place))
        .containsExactly(6L, 8L, 2L, 9L, 7L, 4L, 1L, 5L, 0L, 3L);
  }

  @Property(tries = 50)
  void every_place_is_drawn_once_and_leads_back(
      @ForAll long number, @ForAll @IntRange(min = 1, max = 700) int size) {
    Shuffle shuffle = new Shuffle(seed(number), size);
    long[] places = LongStream.range(0, size).map(shuffle::place).toArray();
    assertThat(LongStream.of(places).sorted().toArray()).isEqualTo(range(size));
    assertThat(LongStream.of(places).map(shuffle::arrival).toArray()).isEqualTo(range(size));
  }

  @Property(tries = 50)
  void all_places_at_once_are_the_same_as_one_by_one(
      @ForAll long number, @ForAll @IntRange(min = 1, max = 1_500) int size) {
    Shuffle shuffle = new Shuffle(seed(number), size);
    DrawnOrder order = DrawnOrder.of(shuffle);
    assertThat(order.size()).isEqualTo(size);
    for (int i = 0; i < size; i++) {
      assertThat(order.place(i)).isEqualTo((int) shuffle.place(i));
      assertThat(order.arrival(order.place(i))).isEqualTo(i);
    }
  }

  @Property(tries = 200)
  void the_largest_pools_lead_back_too(
      @ForAll long number, @ForAll @LongRange(min = 0, max = Shuffle.POOL_MAX - 1) long arrival) {
    Shuffle shuffle = new Shuffle(seed(number), Shuffle.POOL_MAX);
    assertThat(shuffle.arrival(shuffle.place(arrival))).isEqualTo(arrival);
  }

  /** Chi-squared with 15 degrees of freedom: beyond 45 by chance once in 10,000 programs. */
  @Example
  void each_arrival_draws_each_place_equally_often() {
    int size = 16;
    int draws = 8_000;
    long[] drawn = new long[size];
    for (int i = 0; i < draws; i++) {
      drawn[(int) new Shuffle(seed(i), size).place(3)]++;
    }
    double expected = draws / (double) size;
    double chiSquared =
        LongStream.of(drawn).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    assertThat(chiSquared).isLessThan(45);
  }

  @Example
  void wrong_sizes_seeds_and_indices_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Shuffle(seed(1), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shuffle(seed(1), Shuffle.POOL_MAX + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Shuffle(new byte[31], 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DrawnOrder.of(new Shuffle(seed(1), Shuffle.POOL_MAX)));
    Shuffle shuffle = new Shuffle(seed(1), 5);
    assertThatThrownBy(() -> shuffle.place(5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> shuffle.arrival(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static long[] range(int size) {
    return LongStream.range(0, size).toArray();
  }
}
