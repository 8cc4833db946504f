package waitingroom.alarm.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import waitingroom.alarm.Alarm;
import waitingroom.alarm.AlarmDefinition;
import waitingroom.alarm.AlarmMetric;
import waitingroom.alarm.AlarmName;
import waitingroom.alarm.Comparison;
import waitingroom.alarm.Verdict;
import waitingroom.inlet.AlarmState;
import waitingroom.room.cluster.StatusBoard;

class WatchTest {
  private static final AlarmName NAME = new AlarmName("errors");

  /** More than ten errors a minute for three periods. */
  private static final AlarmDefinition DEFINITION = errors(10, 30);

  private final Watch watch = new Watch(new Figures(new StatusBoard()));

  @Test
  void the_counts_of_all_nodes_add_up() {
    for (int i = 0; i < 2; i++) {
      report("a", 6);
      report("b", 5);
      assertThat(look(AlarmState.OK)).isEmpty();
    }
    report("a", 6);
    report("b", 5);
    assertThat(look(AlarmState.OK))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.judgement().state()).isEqualTo(AlarmState.ALARM);
              assertThat(verdict.judgement().reason()).startsWith("errors was 11, 11, 11;");
            });
  }

  @Test
  void a_silent_node_is_dropped_after_three_periods() {
    report("gone", 1000);
    for (int i = 0; i < 2; i++) {
      report("a", 0);
      assertThat(look(AlarmState.ALARM)).isEmpty();
    }
    report("a", 0);
    assertThat(look(AlarmState.ALARM))
        .extracting(v -> v.judgement().state())
        .containsExactly(AlarmState.OK);
  }

  @Test
  void a_new_watcher_keeps_the_state_until_it_has_enough_figures() {
    report("a", 11);
    assertThat(look(AlarmState.ALARM)).isEmpty();
    report("a", 11);
    assertThat(look(AlarmState.ALARM)).isEmpty();
    report("a", 11);
    assertThat(look(AlarmState.ALARM)).isEmpty();
  }

  @Test
  void without_reports_the_state_is_unknown_after_a_whole_duration() {
    assertThat(look(AlarmState.OK)).isEmpty();
    assertThat(look(AlarmState.OK)).isEmpty();
    assertThat(look(AlarmState.OK))
        .extracting(verdict -> verdict.judgement().state())
        .containsExactly(AlarmState.INSUFFICIENT_DATA);
  }

  @Test
  void a_changed_definition_starts_over() {
    for (int i = 0; i < 3; i++) {
      report("a", 11);
      look(AlarmState.OK);
    }
    report("a", 11);
    assertThat(watch.look(List.of(alarm(AlarmState.OK, errors(9, 30))))).isEmpty();
  }

  @Test
  void the_figure_of_an_unknown_room_is_unknown() {
    AlarmDefinition waiting =
        new AlarmDefinition("no-such", AlarmMetric.WAITING, Comparison.LESS, 1, 10, List.of());
    assertThat(watch.look(List.of(alarm(AlarmState.OK, waiting))))
        .extracting(verdict -> verdict.judgement().state())
        .containsExactly(AlarmState.INSUFFICIENT_DATA);
  }

  private static AlarmDefinition errors(double threshold, int seconds) {
    return new AlarmDefinition(
        null, AlarmMetric.ERRORS, Comparison.GREATER, threshold, seconds, List.of());
  }

  private void report(String node, long errors) {
    watch.hear(new NodeReport(node, new AnswerCounts(5, errors, 5, 0, 1)));
  }

  private List<Verdict> look(AlarmState state) {
    return watch.look(List.of(alarm(state, DEFINITION)));
  }

  private static Alarm alarm(AlarmState state, AlarmDefinition definition) {
    return new Alarm(NAME, state, 1, 1, definition, false, false);
  }
}
