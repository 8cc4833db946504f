package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import waitingroom.inlet.Capacity;
import waitingroom.room.LineSteps.Step;

/**
 * Random histories with changes of strategy while people wait: the caps hold, and the line does not
 * stall.
 */
class CapacityHistoryTest {
  private static final long START = 1_700_000_000_123L;
  private static final long SWEEP_MILLIS = 5_000;
  private static final long MINUTE_MILLIS = 60_000;
  private static final long TWO_MINUTES_OF_TICKS = 2 * MINUTE_MILLIS / LineRun.TICK_MILLIS;

  @Property(tries = 400)
  void no_history_breaks_a_cap(
      @ForAll("histories") List<Step> history, @ForAll("settings") RoomSettings first) {
    LineRun run = new LineRun(START, SWEEP_MILLIS, first);
    for (Step step : history) {
      step.action().accept(run);
    }
    run.check();
  }

  /**
   * After any history: under capacity no one waits longer than a minute while a place is free, and
   * no one waits at all while a place is free and there is no limit per minute.
   */
  @Property(tries = 150)
  void after_any_history_the_line_moves_when_there_is_a_place(
      @ForAll("histories") List<Step> history, @ForAll("open") RoomSettings last) {
    LineRun run = new LineRun(START, SWEEP_MILLIS, last);
    for (Step step : history) {
      step.action().accept(run);
    }
    run.configure(last);
    // Again, in case the history ended just before a write that fails.
    run.configure(last);
    run.join(30);
    Capacity caps = (Capacity) last.inlet();
    long patience = caps.newUsersPerMinute() == 0 ? 0 : MINUTE_MILLIS / LineRun.TICK_MILLIS;
    long stoodStill = 0;
    for (int i = 0; i < TWO_MINUTES_OF_TICKS; i++) {
      long before = run.state().counters().called();
      run.tick(1);
      boolean moved = run.state().counters().called() > before;
      stoodStill = moved || !mayCome(run.state(), caps) ? 0 : stoodStill + 1;
      assertThat(stoodStill)
          .as("ticks in which somebody might come in")
          .isLessThanOrEqualTo(patience);
    }
    run.check();
  }

  private static boolean mayCome(RoomState room, Capacity caps) {
    boolean waiting = room.counters().queue() > room.counters().called();
    return waiting && (caps.totalActiveUsers() == 0 || room.inside() < caps.totalActiveUsers());
  }

  @Test
  void with_places_and_the_minute_free_everybody_is_in_after_a_minute() {
    LineRun run = new LineRun(START, SWEEP_MILLIS, capacity(500, 300));
    run.join(300);
    run.tick(MINUTE_MILLIS / LineRun.TICK_MILLIS);

    assertThat(run.state().counters().serving()).isEqualTo(300);
    run.check();
  }

  @Test
  void with_a_place_free_and_nobody_waiting_a_visitor_walks_straight_through() {
    LineRun run = new LineRun(START, SWEEP_MILLIS, capacity(2, 60));
    run.join(1);
    assertThat(run.state().counters().serving()).isEqualTo(1);

    run.tick(10);
    run.join(1);
    assertThat(run.state().counters().serving()).isEqualTo(2);

    run.tick(10);
    run.join(1);
    assertThat(run.state().counters().serving()).isEqualTo(2);
  }

  /** All places are taken by people who never come; all of them expire. */
  @Test
  void people_who_never_come_stall_nobody() {
    LineRun run =
        new LineRun(
            START,
            SWEEP_MILLIS,
            TestSettings.of(
                "'queue_position_expiry_period': 10, 'inlet': {'strategy': 'capacity', 'total_active_users': 5}"));
    run.join(23);
    run.tick(98);
    assertThat(run.state().counters().serving()).isEqualTo(5);

    run.tick(2);
    assertThat(run.state().counters().serving()).isEqualTo(10);
    run.tick(400);
    assertThat(run.state().counters().serving()).isEqualTo(23);
    run.check();
  }

  @Test
  void a_clock_that_is_put_back_by_a_minute_makes_nobody_wait_and_lets_nobody_in_early() {
    LineRun run = new LineRun(START, SWEEP_MILLIS, capacity(0, 60));
    run.join(200);
    run.tick(300);
    long before = run.state().counters().serving();
    run.pass(-60_000);
    run.tick(300);

    assertThat(run.state().counters().serving() - before).isBetween(29L, 31L);
    run.check();
  }

  @Test
  void a_room_that_is_closed_and_opened_anew_remembers_the_minute() {
    LineRun run = new LineRun(START, SWEEP_MILLIS, capacity(0, 10));
    run.join(10);
    run.tick(590);
    run.reopen(capacity(0, 10));
    run.join(10);
    run.tick(20);

    run.check();
  }

  private static RoomSettings capacity(long total, long perMinute) {
    return TestSettings.of(
        "'inlet': {'strategy': 'capacity', 'total_active_users': %d, 'new_users_per_minute': %d}"
            .formatted(total, perMinute));
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return LineSteps.histories();
  }

  @Provide
  Arbitrary<RoomSettings> settings() {
    return LineSteps.settings();
  }

  @Provide
  Arbitrary<RoomSettings> open() {
    return LineSteps.capacitySettings();
  }
}
