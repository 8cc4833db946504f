package waitingroom.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import waitingroom.inlet.Manual;
import waitingroom.room.Counters;
import waitingroom.room.Phase;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;

class RoomForecastTest {
  private static final long START = 1_700_000_000;

  private final List<Double> errors = new ArrayList<>();
  private final RoomForecast forecast = new RoomForecast(errors::add);
  private long second = START;
  private long revision;
  private RoomStatus status = room(10_000, 0, false);

  private RoomStatus room(long queue, long serving, boolean paused) {
    revision++;
    RoomSettings settings =
        new RoomSettings(3600, true, 900, false, 0, 10, new Manual(), paused, false, 0, false, "");
    return new RoomStatus(
        new RoomId("Sample"),
        revision,
        Phase.OPEN,
        1,
        settings,
        1,
        new Counters(queue, serving, 0, 0, 0, 0));
  }

  /** Lets seconds pass in each of which that many people are called. */
  private void pass(int seconds, int perSecond) {
    for (int i = 0; i < seconds; i++) {
      forecast.look(status, second);
      second++;
      status = room(status.counters().queue(), status.counters().serving() + perSecond, false);
    }
    forecast.look(status, second);
  }

  private long serving() {
    return status.counters().serving();
  }

  @Test
  void at_a_steady_pace_the_estimate_is_people_by_pace() {
    pass(120, 2);
    assertThat(forecast.estimate(status, serving() + 100)).contains(new Estimate(50, 50, 50L));
  }

  @Test
  void a_part_of_a_second_counts_as_a_whole_one() {
    pass(120, 2);
    assertThat(forecast.estimate(status, serving() + 1)).contains(new Estimate(1, 1, 1L));
  }

  @Test
  void a_visitor_whose_turn_has_come_waits_no_more_even_at_an_unknown_pace() {
    status = room(10, 5, false);
    assertThat(forecast.estimate(status, 5)).contains(new Estimate(0, 0, 0L));
    assertThat(forecast.estimate(status, 6)).isEmpty();
  }

  @Test
  void less_than_ten_seconds_say_nothing() {
    pass(9, 1);
    assertThat(forecast.estimate(status, serving() + 10)).isEmpty();
    pass(1, 1);
    assertThat(forecast.estimate(status, serving() + 10)).isPresent();
  }

  @Test
  void a_line_that_does_not_move_has_no_estimate() {
    pass(100, 0);
    assertThat(forecast.estimate(status, serving() + 10)).isEmpty();
  }

  @Test
  void the_range_goes_from_the_quicker_to_the_slower_minutes() {
    pass(150, 1);
    pass(150, 3);
    Estimate estimate = forecast.estimate(status, serving() + 120).orElseThrow();
    assertThat(estimate.seconds()).isEqualTo(60);
    assertThat(estimate.low()).isEqualTo(40);
    assertThat(estimate.high()).isEqualTo(120);
  }

  @Test
  void a_range_with_minutes_of_standing_still_has_no_upper_end() {
    pass(200, 0);
    pass(100, 3);
    assertThat(forecast.estimate(status, serving() + 120).orElseThrow().high()).isNull();
  }

  @Test
  void only_the_last_five_minutes_count() {
    pass(300, 1);
    pass(300, 4);
    assertThat(forecast.estimate(status, serving() + 100)).contains(new Estimate(25, 25, 25L));
  }

  @Test
  void a_paused_room_has_no_estimate_and_starts_over_afterwards() {
    pass(100, 1);
    RoomStatus paused = room(1000, serving(), true);
    forecast.look(paused, second);
    assertThat(forecast.estimate(paused, serving() + 10)).isEmpty();
    second += 1000;
    pass(5, 2);
    assertThat(forecast.estimate(status, serving() + 10)).isEmpty();
    pass(15, 2);
    assertThat(forecast.estimate(status, serving() + 10)).contains(new Estimate(5, 5, 5L));
  }

  @Test
  void a_lowered_counter_starts_over() {
    pass(100, 1);
    status = room(1000, serving() - 50, false);
    forecast.look(status, second);
    assertThat(forecast.estimate(status, serving() + 10)).isEmpty();
  }

  @Test
  void an_estimate_that_held_has_no_error() {
    status = room(200, 0, false);
    pass(200, 1);
    assertThat(errors).isNotEmpty().allMatch(error -> error <= 0.01);
    assertThat(forecast.error().samples()).isEqualTo(errors.size());
    assertThat(forecast.error().p90()).isLessThanOrEqualTo(0.01);
  }

  @Test
  void an_estimate_is_compared_with_the_time_it_took() {
    status = room(60, 0, false);
    pass(20, 2);
    // Twenty are left, promised for ten seconds later; they take twenty.
    pass(20, 1);
    // Promised after 10, 20 and 30 seconds: 20, 10 and 6 more. It took 30, 20 and 10.
    assertThat(errors).containsExactly(10 / 30.0, 10 / 20.0, 4 / 10.0);
    assertThat(forecast.error().samples()).isEqualTo(3);
    assertThat(forecast.error().p50()).isBetween(0.39, 0.41);
  }

  @Test
  void what_was_promised_before_a_pause_is_not_judged() {
    status = room(60, 0, false);
    pass(20, 1);
    forecast.look(room(60, serving(), true), second);
    second += 100;
    status = room(60, 60, false);
    forecast.look(status, second);
    assertThat(errors).isEmpty();
  }
}
