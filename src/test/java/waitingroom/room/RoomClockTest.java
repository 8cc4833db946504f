package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RoomClockTest {
  private final SetClock wall = new SetClock(1000);
  private final RoomClock clock = new RoomClock(wall);

  @Test
  void the_line_follows_the_wall_as_long_as_it_goes_on() {
    assertThat(clock.lineMillis()).isEqualTo(1_000_000);
    wall.setMillis(1_000_005);
    assertThat(clock.lineMillis()).isEqualTo(1_000_005);
    assertThat(clock.wallMillis()).isEqualTo(1_000_005);
  }

  @Test
  void a_wall_that_is_put_back_neither_stops_the_line_nor_takes_it_back() {
    assertThat(clock.lineMillis()).isEqualTo(1_000_000);
    wall.setMillis(940_000);

    assertThat(clock.lineMillis()).isEqualTo(1_000_000);
    assertThat(clock.wallMillis()).isEqualTo(940_000);
    wall.setMillis(940_007);
    assertThat(clock.lineMillis()).isEqualTo(1_000_007);
  }

  @Test
  void the_line_starts_where_it_was_seen_last_and_goes_on_from_there() {
    clock.notBefore(1_060_000);

    assertThat(clock.lineMillis()).isEqualTo(1_060_000);
    wall.setMillis(1_000_001);
    assertThat(clock.lineMillis()).isEqualTo(1_060_001);
    assertThat(clock.wallMillis()).isEqualTo(1_000_001);
  }

  @Test
  void a_line_that_was_seen_earlier_changes_nothing() {
    clock.notBefore(999_999);

    assertThat(clock.lineMillis()).isEqualTo(1_000_000);
  }

  /** A fresh clock: jqwik uses one instance for all tries. */
  @Property(tries = 200)
  void the_line_goes_on_by_as_much_as_the_wall_and_never_back(
      @ForAll List<@LongRange(min = -60_000, max = 60_000) Long> moves) {
    SetClock moving = new SetClock(1_000_000);
    RoomClock room = new RoomClock(moving);
    long line = room.lineMillis();
    long now = 1_000_000_000;
    for (long move : moves) {
      now += move;
      moving.setMillis(now);
      long after = room.lineMillis();
      assertThat(after - line).isEqualTo(Math.max(0, move));
      line = after;
    }
  }
}
