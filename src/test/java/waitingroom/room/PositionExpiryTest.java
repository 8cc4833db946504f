package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import waitingroom.room.PositionExpiry.Step;

/** The period is 100 seconds, as in the contract's golden vectors. */
class PositionExpiryTest {
  private static final long PERIOD = 100;

  private final PositionExpiry expiry = new PositionExpiry();

  @Test
  void a_clock_starts_when_a_position_is_both_in_line_and_being_served() {
    expiry.entered(1, 10);
    expiry.served(2, 50);
    assertThat(expiry.expiresIn(1, 60, PERIOD)).isEqualTo(90);

    expiry.served(4, 55);
    expiry.entered(3, 70);
    assertThat(expiry.expiresIn(3, 70, PERIOD)).isEqualTo(100);
    assertThat(expiry.expiresIn(2, 70, PERIOD)).isEqualTo(80);
  }

  /** The point check gives the last second, which the sweep does not (contract 3.3). */
  @Test
  void in_its_last_second_a_position_is_alive_for_whoever_asks_and_due_for_the_sweep() {
    expiry.entered(1, 0);
    expiry.served(2, 5);

    assertThat(dueThrough(2, 104, PERIOD)).isZero();
    assertThat(expiry.expiresIn(2, 105, PERIOD)).isZero();
    assertThat(dueThrough(2, 105, PERIOD)).isEqualTo(2);
    assertThat(expiry.expiresIn(2, 106, PERIOD)).isNull();
  }

  @Test
  void what_was_given_up_is_expired_for_good() {
    expiry.entered(1, 0);
    expiry.served(4, 0);
    expiry.expireThrough(2);

    assertThat(expiry.through()).isEqualTo(2);
    assertThat(expiry.expiresIn(2, 0, PERIOD)).isNull();
    assertThat(expiry.expiresIn(3, 0, PERIOD)).isEqualTo(100);
  }

  @Test
  void a_sweep_stops_at_the_first_window_that_is_not_due() {
    expiry.entered(1, 0);
    expiry.served(2, 0);
    expiry.served(4, 30);
    expiry.served(6, 31);

    assertThat(dueThrough(9, 99, PERIOD)).isZero();
    assertThat(dueThrough(9, 100, PERIOD)).isEqualTo(2);
    assertThat(dueThrough(9, 130, PERIOD)).isEqualTo(4);
    assertThat(dueThrough(9, 131, PERIOD)).isEqualTo(6);
    expiry.expireThrough(4);
    assertThat(dueThrough(9, 130, PERIOD)).isEqualTo(4);
  }

  @Test
  void a_window_beyond_the_line_is_swept_position_by_position() {
    expiry.entered(1, 0);
    expiry.served(100, 0);
    expiry.entered(4, 40);

    assertThat(dueThrough(5, 99, PERIOD)).isZero();
    assertThat(dueThrough(5, 100, PERIOD)).isEqualTo(3);
    expiry.expireThrough(3);
    assertThat(dueThrough(5, 139, PERIOD)).isEqualTo(3);
    assertThat(dueThrough(5, 140, PERIOD)).isEqualTo(5);
    assertThat(expiry.expiresIn(6, 140, PERIOD)).isEqualTo(0);
  }

  @Test
  void landing_on_a_position_again_restarts_its_window_and_ends_those_beyond() {
    expiry.entered(1, 0);
    expiry.served(2, 0);
    expiry.served(6, 10);
    expiry.served(4, 50);

    assertThat(expiry.expiresIn(2, 60, PERIOD)).isEqualTo(40);
    assertThat(expiry.expiresIn(4, 60, PERIOD)).isEqualTo(90);
    assertThat(dueThrough(9, 10_000, PERIOD)).isEqualTo(4);
    expiry.served(4, 60);
    assertThat(expiry.expiresIn(4, 60, PERIOD)).isEqualTo(100);
  }

  @Test
  void windows_that_an_inlet_opens_in_one_second_become_one() {
    expiry.entered(1, 0);
    expiry.letIn(2, 5);
    expiry.letIn(4, 5);
    expiry.letIn(5, 6);

    assertThat(expiry.memory().windows()).containsExactly(new Step(4, 5), new Step(5, 6));
    assertThat(expiry.expiresIn(1, 10, PERIOD)).isEqualTo(95);
    assertThat(dueThrough(9, 105, PERIOD)).isEqualTo(4);
  }

  @Test
  void a_restart_gives_everybody_who_is_being_served_the_whole_period() {
    expiry.entered(1, 0);
    expiry.served(2, 0);
    expiry.served(4, 20);
    expiry.restart(4, 90);

    assertThat(expiry.expiresIn(1, 90, PERIOD)).isEqualTo(100);
    assertThat(dueThrough(4, 189, PERIOD)).isZero();
    assertThat(dueThrough(4, 190, PERIOD)).isEqualTo(4);
  }

  @Test
  void where_the_clocks_are_stopped_nothing_is_due() {
    expiry.entered(1, 0);
    expiry.served(4, 0);
    expiry.stop();

    assertThat(dueThrough(9, 1_000_000, PERIOD)).isZero();
    assertThat(expiry.expiresIn(1, 1_000_000, PERIOD)).isEqualTo(100);
  }

  @Test
  void windows_and_entries_are_dropped_when_they_are_settled() {
    expiry.entered(1, 0);
    expiry.entered(3, 0);
    expiry.entered(5, 1);
    expiry.entered(9, 2);
    expiry.served(2, 0);
    expiry.served(6, 3);
    assertThat(expiry.memory())
        .isEqualTo(
            new PositionExpiry.Memory(
                0,
                List.of(new Step(2, 0), new Step(6, 3)),
                List.of(new Step(1, 0), new Step(5, 1), new Step(9, 2))));

    expiry.expireThrough(6);

    assertThat(expiry.memory())
        .isEqualTo(
            new PositionExpiry.Memory(6, List.of(), List.of(new Step(5, 1), new Step(9, 2))));
    assertThat(new PositionExpiry(expiry.memory()).memory()).isEqualTo(expiry.memory());
  }

  @Test
  void each_window_that_is_due_has_its_own_end() {
    expiry.entered(1, 0);
    expiry.served(3, 0);
    expiry.served(6, 0);
    expiry.served(20, 0);
    expiry.entered(9, 50);

    assertThat(expiry.due(10, 100, PERIOD)).containsExactly(3L, 6L, 8L);
    expiry.expireThrough(3);
    assertThat(expiry.due(10, 150, PERIOD)).containsExactly(6L, 10L);
  }

  /** Last position that a sweep expires. */
  private long dueThrough(long queue, long nowSeconds, long period) {
    List<Long> ends = expiry.due(queue, nowSeconds, period);
    return ends.isEmpty() ? expiry.through() : ends.get(ends.size() - 1);
  }
}
