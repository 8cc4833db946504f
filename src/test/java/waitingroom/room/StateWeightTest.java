package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import waitingroom.room.StateWeight.Weight;

/** The weight of two million visitors is measured by {@code make bench BENCH=weight}. */
class StateWeightTest {
  private static final int VISITORS = 200_000;

  /**
   * Bytes for each person of the fullest moment: the maps keep their capacity. A room that kept six
   * bytes more of each visitor who left would not pass.
   */
  private static final int CAPACITY = 48;

  /** Bytes of a snapshot for each second that it remembers. */
  private static final int WINDOW = 50;

  @Test
  void a_room_grows_with_the_people_inside_and_not_with_those_who_wait_or_are_gone() {
    try (StateWeight room = new StateWeight(VISITORS)) {
      Weight full = room.whenAllHaveCome();
      Weight gone = room.whenAllHaveLeft();

      assertThat(full.joined()).isEqualTo(VISITORS);
      assertThat(full.windows()).isLessThanOrEqualTo((int) StateWeight.EXPIRY_PERIOD + 1);
      assertThat(full.inside()).isGreaterThan(50_000);
      assertThat(full.heap()).isLessThan(200 * full.inside());
      assertThat(full.snapshot()).isLessThan(20 * full.inside());
      assertThat(gone.heap()).isLessThan(3 * VISITORS + CAPACITY * full.inside());
      assertThat(gone.snapshot()).isLessThan(VISITORS / 3 + WINDOW * StateWeight.EXPIRY_PERIOD);
    }
  }
}
