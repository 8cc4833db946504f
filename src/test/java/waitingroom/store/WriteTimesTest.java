package waitingroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.time.TimestampGenerator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Timestamps of writes, whatever the clocks say. */
class WriteTimesTest {
  @Property
  void the_next_time_is_later_than_all_before_and_not_before_the_clock(
      @ForAll @LongRange(max = 1000) long now,
      @ForAll @LongRange(max = 1000) long last,
      @ForAll @LongRange(max = 1000) long seen) {
    assertThat(WriteTimes.next(now, last, seen))
        .isGreaterThan(last)
        .isGreaterThan(seen)
        .isGreaterThanOrEqualTo(now);
  }

  @Property
  void a_dependent_write_gives_way_to_the_next_one(
      @ForAll @LongRange(max = 1000) long now, @ForAll @LongRange(max = 1000) long seen) {
    assertThat(WriteTimes.behind(seen)).isBetween(seen + 1, WriteTimes.next(now, seen, seen) - 1);
  }

  @Test
  void the_first_write_of_a_row_has_the_time_of_the_clock() {
    assertThat(WriteTimes.next(7, null, Long.MIN_VALUE)).isEqualTo(7);
  }

  @Test
  void a_node_s_own_times_grow_from_the_floor_on() {
    AtomicLong clock = new AtomicLong(100);
    WriteFloor floor = new WriteFloor();
    var times = floor.over(generator(clock::get));
    assertThat(times.next()).isEqualTo(100);
    floor.raise(500);
    assertThat(times.next()).isEqualTo(501);
    floor.raise(300);
    assertThat(times.next()).isEqualTo(502);
    clock.set(600);
    assertThat(times.next()).isEqualTo(600);
  }

  /** One wrong row must not carry a node's time away. */
  @Test
  void a_floor_of_days_ahead_is_not_believed() {
    var floor = new WriteFloor();
    var times = floor.over(generator(() -> 100));
    times.next();
    floor.raise(WriteTimes.LAST);
    assertThat(times.next()).isEqualTo(101);
  }

  private static TimestampGenerator generator(LongSupplier clock) {
    return new TimestampGenerator() {
      @Override
      public long next() {
        return clock.getAsLong();
      }

      @Override
      public void close() {}
    };
  }
}
