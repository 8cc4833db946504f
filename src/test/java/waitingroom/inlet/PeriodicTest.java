package waitingroom.inlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodicTest {
  private static final Periodic EVERY_MINUTE = new Periodic(10, 60, 0, 0, "");
  private static final long FULL_MINUTE = 28_000_000L * 60_000;

  @Test
  void it_moves_once_at_every_full_interval_of_the_clock() {
    assertThat(EVERY_MINUTE.increment(Lines.askedAt(FULL_MINUTE - 1), FULL_MINUTE)).isEqualTo(10);
    assertThat(EVERY_MINUTE.increment(Lines.askedAt(FULL_MINUTE), FULL_MINUTE + 59_999)).isZero();
    assertThat(EVERY_MINUTE.increment(Lines.askedAt(FULL_MINUTE), FULL_MINUTE + 60_000))
        .isEqualTo(10);
  }

  @Test
  void intervals_that_were_missed_are_not_made_up_for() {
    long lastLook = FULL_MINUTE - 10 * 60_000;

    assertThat(EVERY_MINUTE.increment(Lines.askedAt(lastLook), FULL_MINUTE + 17_000)).isEqualTo(10);
    assertThat(EVERY_MINUTE.increment(Lines.askedAt(FULL_MINUTE + 17_000), FULL_MINUTE + 59_999))
        .isZero();
  }

  @Test
  void a_clock_that_is_behind_the_last_move_moves_nothing() {
    assertThat(EVERY_MINUTE.increment(Lines.askedAt(FULL_MINUTE), FULL_MINUTE - 60_000)).isZero();
  }

  @Test
  void it_is_blind_to_the_line() {
    var nobody = new Line(0, 1_000_000, 0, new Pace(), name -> null);

    assertThat(EVERY_MINUTE.increment(nobody, FULL_MINUTE)).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"1000, 0", "1001, 10", "1999, 10", "2000, 0"})
  void it_acts_after_its_start_and_before_its_end(long nowSeconds, long by) {
    Periodic periodic = new Periodic(10, 1, 1000, 2000, "");

    assertThat(periodic.increment(Lines.askedAt(0), nowSeconds * 1000)).isEqualTo(by);
  }

  @Test
  void an_end_of_0_is_none() {
    Periodic periodic = new Periodic(10, 1, 1000, 0, "");

    assertThat(periodic.increment(Lines.askedAt(0), 4_000_000_000L * 1000)).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"ALARM, 0", "OK, 10", "INSUFFICIENT_DATA, 10", ", 10"})
  void only_its_own_alarm_in_the_state_alarm_holds_it(AlarmState state, long by) {
    Periodic heeding = new Periodic(10, 60, 0, 0, "checkout slow");
    AlarmStates alarms = name -> name.equals("checkout slow") ? state : AlarmState.ALARM;

    assertThat(heeding.increment(Lines.withAlarms(alarms), FULL_MINUTE)).isEqualTo(by);
    assertThat(EVERY_MINUTE.increment(Lines.withAlarms(name -> AlarmState.ALARM), FULL_MINUTE))
        .isEqualTo(10);
  }

  @Test
  void the_defaults_are_ten_people_every_minute_for_ever() {
    assertThat(Periodic.of(null, null, null, null, null)).isEqualTo(EVERY_MINUTE);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 60, 0, 0, increment_by",
    "1000000001, 60, 0, 0, increment_by",
    "1, 0, 0, 0, interval",
    "1, 86401, 0, 0, interval",
    "1, 60, -1, 0, start_time",
    "1, 60, 4294967296, 0, start_time",
    "1, 60, 0, -1, end_time",
    "1, 60, 0, 4294967296, end_time"
  })
  void a_number_out_of_its_range_is_refused_by_name(
      long by, long interval, long start, long end, String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Periodic(by, interval, start, end, ""))
        .withMessageStartingWith("inlet." + name + " must be");
  }

  @Test
  void the_ends_of_the_ranges_are_taken() {
    assertThat(new Periodic(1, 1, 0, 0, "a".repeat(255)).increment(Lines.askedAt(0), 1000))
        .isEqualTo(1);
    assertThat(new Periodic(1_000_000_000, 86_400, 4_294_967_295L, 4_294_967_295L, "").interval())
        .isEqualTo(86_400);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Periodic(1, 1, 0, 0, "a".repeat(256)))
        .withMessageContaining("alarm");
  }
}
