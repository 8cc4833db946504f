package waitingroom.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.inlet.AlarmState;

class AlarmDefinitionTest {
  /** Four periods above ten. */
  private final AlarmDefinition definition = above(10, 40);

  @Test
  void it_is_on_when_every_period_of_the_duration_stands_so() {
    assertThat(state(figures(9, 11, 12, 13, 14))).contains(AlarmState.ALARM);
    assertThat(state(figures(11, 12, 10, 14))).contains(AlarmState.OK);
    assertThat(state(figures(99, 99, 99, 99, 10))).contains(AlarmState.OK);
  }

  @Test
  void before_a_whole_duration_only_that_all_is_well_is_known() {
    assertThat(state(figures(11, 11, 11))).isEmpty();
    assertThat(state(figures(11, 1))).contains(AlarmState.OK);
    assertThat(state(List.of())).isEmpty();
    assertThat(state(none(3))).isEmpty();
  }

  @Test
  void half_of_the_periods_suffice_and_fewer_do_not() {
    assertThat(state(then(none(2), 11, 11))).contains(AlarmState.ALARM);
    assertThat(state(then(none(3), 11))).contains(AlarmState.INSUFFICIENT_DATA);
    assertThat(state(then(none(3), 1))).contains(AlarmState.OK);
    assertThat(state(none(4))).contains(AlarmState.INSUFFICIENT_DATA);
  }

  @Property
  void what_it_comes_to_is_what_counting_says(
      @ForAll @Size(4) List<@DoubleRange(min = 0, max = 20) Double> figures) {
    boolean all = figures.stream().allMatch(figure -> figure > 10);
    List<OptionalDouble> known = new ArrayList<>();
    figures.forEach(figure -> known.add(OptionalDouble.of(figure)));
    assertThat(state(known)).contains(all ? AlarmState.ALARM : AlarmState.OK);
  }

  @Test
  void the_reason_tells_the_figures_and_the_rule() {
    assertThat(definition.judge(figures(11, 12.5, 13, 14)).orElseThrow().reason())
        .isEqualTo("waiting was 11, 12.5, 13, 14; the alarm is on when it is > 10 for 40 s");
    assertThat(definition.judge(none(4)).orElseThrow().reason())
        .isEqualTo("waiting was not known; the alarm is on when it is > 10 for 40 s");
  }

  @ParameterizedTest
  @CsvSource({">, false, true", ">=, true, true", "<, false, false", "<=, true, false"})
  void a_comparison_says_what_its_sign_says(String sign, boolean equal, boolean more) {
    Comparison comparison = Comparison.named(sign).orElseThrow();
    assertThat(comparison.holds(10, 10)).isEqualTo(equal);
    assertThat(comparison.holds(11, 10)).isEqualTo(more);
    assertThat(comparison.holds(9, 10)).isNotEqualTo(more);
  }

  @Test
  void what_breaks_a_rule_is_refused_by_name() {
    refused(null, AlarmMetric.WAITING, 1, 10, "name the room");
    refused("a", AlarmMetric.ERRORS, 1, 10, "leave event_id out");
    refused(null, AlarmMetric.ERRORS, Double.NaN, 10, "threshold");
    for (int duration : new int[] {-10, 0, 5, 15, 3610}) {
      refused(null, AlarmMetric.ERRORS, 1, duration, "10 to 3600 seconds");
    }
    List<String> eleven = Collections.nCopies(11, "a@example.org");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new AlarmDefinition(null, AlarmMetric.ERRORS, Comparison.GREATER, 1, 10, eleven))
        .withMessageContaining("at most 10");
  }

  private static void refused(
      @Nullable String eventId, AlarmMetric metric, double threshold, int duration, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AlarmDefinition(
                    eventId, metric, Comparison.GREATER, threshold, duration, List.of()))
        .withMessageContaining(rule);
  }

  private static AlarmDefinition above(double threshold, int seconds) {
    return new AlarmDefinition(
        "tickets", AlarmMetric.WAITING, Comparison.GREATER, threshold, seconds, List.of());
  }

  private Optional<AlarmState> state(List<OptionalDouble> figures) {
    return definition.judge(figures).map(AlarmDefinition.Judgement::state);
  }

  private static List<OptionalDouble> figures(double... figures) {
    return DoubleStream.of(figures).mapToObj(OptionalDouble::of).toList();
  }

  private static List<OptionalDouble> none(int periods) {
    return Collections.nCopies(periods, OptionalDouble.empty());
  }

  private static List<OptionalDouble> then(List<OptionalDouble> first, double... figures) {
    List<OptionalDouble> all = new ArrayList<>(first);
    all.addAll(figures(figures));
    return all;
  }
}
