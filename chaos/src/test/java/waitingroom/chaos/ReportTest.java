package waitingroom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import waitingroom.chaos.Call.Join;
import waitingroom.chaos.Call.When;

class ReportTest {
  private static Call join(long startMillis, long endMillis, int status) {
    return new Join(
        new When(
            1,
            TimeUnit.MILLISECONDS.toNanos(startMillis),
            TimeUnit.MILLISECONDS.toNanos(endMillis),
            status),
        "");
  }

  @Test
  void the_gap_is_the_longest_time_without_a_good_join() {
    Report report =
        Report.of(
            "f",
            List.of(
                join(0, 10, 200),
                join(20, 900, 503),
                join(30, 40, 200),
                join(50, 540, 200),
                join(600, 610, Call.NO_ANSWER),
                join(800, 810, 200)),
            List.of());
    assertThat(report.gapMillis()).isEqualTo(500);
    assertThat(report.calls()).isEqualTo(6);
    assertThat(report.errors()).isEqualTo(2);
  }

  @Test
  void joins_that_all_fail_are_a_gap_from_the_first_to_the_last() {
    assertThat(
            Report.of("f", List.of(join(0, 10, 503), join(700, 710, 503)), List.of()).gapMillis())
        .isEqualTo(700);
  }
}
