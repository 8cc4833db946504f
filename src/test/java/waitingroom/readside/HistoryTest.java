package waitingroom.readside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final long HOUR = 472_000L * 3600;

  private static Minute minute(long number, long joined, long waiting, long wait) {
    Waits waits = new Waits();
    waits.add(wait);
    return new Minute(
        number, new Figures(joined, joined, 1, 0, 0, 0, waiting, 7, waiting / 2, waits));
  }

  @Test
  void minutes_add_up_and_empty_steps_keep_the_state() {
    History history = new History(new HistoryWindow(HOUR, HOUR + 900, 300));
    history.add(minute(HOUR / 60, 5, 50, 10));
    history.add(minute(HOUR / 60 + 4, 6, 60, 30));
    history.add(minute(HOUR / 60 + 15, 1000, 0, 0));
    List<HistoryPoint> points = history.points();
    assertThat(points).extracting(HistoryPoint::from).containsExactly(HOUR, HOUR + 300, HOUR + 600);
    List<Figures> figures = points.stream().map(HistoryPoint::figures).toList();
    assertThat(figures).extracting(Figures::joined).containsExactly(11L, 0L, 0L);
    assertThat(figures).extracting(Figures::waiting).containsExactly(60L, 60L, 60L);
    assertThat(figures).extracting(Figures::serving).containsExactly(7L, 7L, 7L);
    assertThat(figures).extracting(Figures::active).containsExactly(30L, 30L, 30L);
    assertThat(figures.get(0).waits().count()).isEqualTo(2);
    assertThat(figures.get(0).waits().max()).isEqualTo(30);
    assertThat(figures.get(1).waits().count()).isZero();
  }

  @Test
  void a_window_is_widened_to_whole_steps() {
    HistoryWindow window = new HistoryWindow(HOUR + 59, HOUR + 301, 300);
    assertThat(window.from()).isEqualTo(HOUR);
    assertThat(window.until()).isEqualTo(HOUR + 600);
    assertThat(window.points()).isEqualTo(2);
  }

  @Test
  void a_window_has_a_step_of_minutes_an_end_after_its_start_and_2000_points() {
    assertThatThrownBy(() -> new HistoryWindow(HOUR, HOUR + 600, 90)).hasMessageContaining("step");
    assertThatThrownBy(() -> new HistoryWindow(HOUR, HOUR, 60)).hasMessageContaining("to must");
    assertThat(new HistoryWindow(HOUR, HOUR + 2000 * 60, 60).points()).isEqualTo(2000);
    assertThatThrownBy(() -> new HistoryWindow(HOUR, HOUR + 2001 * 60, 60))
        .hasMessageContaining("2000 points");
  }
}
