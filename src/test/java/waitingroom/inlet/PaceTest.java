package waitingroom.inlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import waitingroom.inlet.Pace.Admission;

class PaceTest {
  private static final long START = 1_700_000_000_000L;
  private static final long TICK = 100;

  /**
   * Somebody asks for admissions.
   *
   * @param limit per minute from then on; 0: none, as with another strategy
   */
  record Demand(long afterMillis, long wanted, long limit) {}

  @Property(tries = 500)
  void no_60_seconds_have_more_than_the_limit_whatever_it_was_before(
      @ForAll("demands") List<Demand> demands) {
    Pace pace = new Pace();
    List<Admission> all = new ArrayList<>();
    long now = START;
    long limit = 0;
    for (Demand demand : demands) {
      now += demand.afterMillis();
      if (demand.limit() != limit) {
        limit = demand.limit();
        pace.restart(now);
      }
      long count =
          limit == 0 ? demand.wanted() : Math.min(demand.wanted(), pace.allowed(now, limit));
      if (count > 0) {
        pace.admitted(count, now, limit);
        all.add(new Admission(now, count));
        assertThat(limit == 0 ? 0 : within(all, now - 60_000, now)).isLessThanOrEqualTo(limit);
      }
      assertThat(pace.inTheMinuteBefore(now))
          .isBetween(
              within(all, now - 60_000, now), within(all, now - 60_000 - Pace.GRAIN_MILLIS, now));
    }
  }

  @Provide
  Arbitrary<List<Demand>> demands() {
    Arbitrary<Long> times =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.longs().between(0, 300)),
            Tuple.of(2, Arbitraries.longs().between(0, 20_000)),
            Tuple.of(1, Arbitraries.longs().between(59_998, 60_002)));
    Arbitrary<Long> limits = Arbitraries.of(0L, 1L, 7L, 60L, 60L, 60L, 1000L);
    return Combinators.combine(times, Arbitraries.longs().between(1, 100), limits)
        .as(Demand::new)
        .list()
        .ofMaxSize(150);
  }

  /** A crowd waits all the time; half a person is for rounding. */
  @Property(tries = 40)
  void a_crowd_is_spread_evenly_over_the_minute(
      @ForAll @IntRange(min = 1, max = 150_000) int limit,
      @ForAll @IntRange(min = 10, max = 400) int tick) {
    List<Admission> all = crowd(limit, tick, 1500);

    assertThat(mostBeyondAnEvenStream(all, limit))
        .isLessThanOrEqualTo(1 + limit * (double) Pace.SLACK_MILLIS / 60_000 + 0.5);
  }

  /** By how much any window has more than its share of the minute. */
  private static double mostBeyondAnEvenStream(List<Admission> all, long limit) {
    double most = 0;
    for (int first = 0; first < all.size(); first++) {
      long sum = 0;
      for (Admission admission : all.subList(first, all.size())) {
        sum += admission.count();
        long window = admission.atMillis() - all.get(first).atMillis();
        most = Math.max(most, sum - limit * (double) window / 60_000);
      }
    }
    return most;
  }

  @Test
  void two_thousand_a_second_come_in_with_ten_ticks_a_second() {
    List<Admission> all = crowd(120_000, TICK, 1800);

    for (long from = START; from < START + 120_000; from += 1000) {
      assertThat(within(all, from - 1, from + 60_000 - 1)).isBetween(119_800L, 120_000L);
    }
  }

  @Test
  void idle_time_builds_up_no_head_start() {
    Pace pace = new Pace();
    pace.admitted(1, START, 600);

    assertThat(pace.allowed(START + 3_600_000, 600)).isEqualTo(3);
    assertThat(new Pace().allowed(START, 600)).isEqualTo(3);
    assertThat(new Pace().allowed(START, 60)).isEqualTo(1);
  }

  @Test
  void the_next_one_is_due_a_share_of_the_minute_later() {
    Pace pace = new Pace();
    pace.admitted(pace.allowed(START, 60), START, 60);

    assertThat(pace.allowed(START + 749, 60)).isZero();
    assertThat(pace.allowed(START + 750, 60)).isEqualTo(1);
  }

  @Test
  void a_tick_that_is_late_by_less_than_the_slack_loses_nothing() {
    Pace pace = new Pace();
    pace.admitted(pace.allowed(START, 6000), START, 6000);

    assertThat(pace.allowed(START + 200, 6000)).isEqualTo(20);
    assertThat(pace.allowed(START + 250, 6000)).isEqualTo(25);
    assertThat(pace.allowed(START + 260, 6000)).isEqualTo(26);
    assertThat(pace.allowed(START + 5000, 6000)).isEqualTo(26);
  }

  @Test
  void whoever_came_in_without_a_limit_counts_until_their_minute_is_over() {
    Pace pace = new Pace();
    pace.admitted(10, START, 0);

    assertThat(pace.allowed(START + 59_999, 10)).isZero();
    assertThat(pace.allowed(START + 59_999, 11)).isEqualTo(1);
    assertThat(pace.allowed(START + 60_000, 10)).isEqualTo(1);
  }

  @Test
  void a_new_limit_does_not_wait_for_what_was_due_under_the_old_one() {
    Pace pace = new Pace();
    pace.admitted(1, START, 1);
    assertThat(pace.allowed(START + 1000, 60)).isZero();

    pace.restart(START + 1000);
    assertThat(pace.allowed(START + 1000, 60)).isEqualTo(1);
  }

  @Test
  void what_a_snapshot_keeps_goes_on_at_the_same_pace() {
    Pace pace = new Pace();
    for (int i = 0; i < 700; i++) {
      long now = START + i * TICK;
      pace.admitted(Math.min(3, pace.allowed(now, 1234)), now, 1234);
    }
    Pace copy = new Pace(pace.memory());

    assertThat(copy.memory()).isEqualTo(pace.memory());
    for (long now = START + 70_000; now < START + 140_000; now += 700) {
      assertThat(copy.allowed(now, 1234)).isEqualTo(pace.allowed(now, 1234));
      assertThat(copy.inTheMinuteBefore(now)).isEqualTo(pace.inTheMinuteBefore(now));
    }
  }

  @Test
  void no_more_than_the_last_minute_is_kept_however_often_somebody_came() {
    Pace seldom = new Pace();
    Pace often = new Pace();
    for (int i = 0; i < 100_000; i++) {
      seldom.admitted(1, START + i * TICK, 600);
      often.admitted(1, START + i, 0);
    }

    assertThat(seldom.memory().lastMinute()).hasSize(600);
    assertThat(often.memory().lastMinute()).hasSize(60_000 / (int) Pace.GRAIN_MILLIS);
    assertThat(often.inTheMinuteBefore(START + 99_999)).isEqualTo(60_000);
  }

  /** Everybody who may comes in at every tick. */
  private static List<Admission> crowd(long limit, long tick, int ticks) {
    Pace pace = new Pace();
    List<Admission> all = new ArrayList<>();
    for (int i = 0; i < ticks; i++) {
      long now = START + i * tick;
      long count = pace.allowed(now, limit);
      if (count > 0) {
        pace.admitted(count, now, limit);
        all.add(new Admission(now, count));
      }
    }
    return all;
  }

  /** After the one moment, up to the other one. */
  private static long within(List<Admission> all, long after, long until) {
    return all.stream()
        .filter(a -> a.atMillis() > after && a.atMillis() <= until)
        .mapToLong(Admission::count)
        .sum();
  }
}
