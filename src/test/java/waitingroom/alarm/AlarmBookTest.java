package waitingroom.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static waitingroom.alarm.AlarmSamples.CHECKOUT;
import static waitingroom.alarm.AlarmSamples.ERRORS;
import static waitingroom.alarm.AlarmSamples.LONG_LINE;
import static waitingroom.alarm.AlarmSamples.STOCK;
import static waitingroom.alarm.AlarmSamples.alarm;
import static waitingroom.alarm.AlarmSamples.many;
import static waitingroom.alarm.AlarmSamples.ok;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import waitingroom.alarm.AlarmEvent.AlarmDefined;
import waitingroom.alarm.AlarmEvent.AlarmRemoved;
import waitingroom.alarm.AlarmEvent.AlarmUndefined;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.inlet.AlarmState;

class AlarmBookTest {
  @Test
  void a_change_moves_an_alarm_to_the_end_with_a_new_revision_and_time() {
    AlarmBook book =
        AlarmBook.EMPTY
            .apply(new AlarmsSet(List.of(ok(CHECKOUT), ok(STOCK)), 10))
            .apply(new AlarmsSet(List.of(alarm(CHECKOUT)), 20));

    assertThat(book.alarms())
        .containsExactly(
            new Alarm(STOCK, AlarmState.OK, 10, 2), new Alarm(CHECKOUT, AlarmState.ALARM, 20, 3));
    assertThat(book.revision()).isEqualTo(3);
  }

  @Test
  void only_what_differs_is_a_change() {
    AlarmBook book = AlarmBook.EMPTY.apply(new AlarmsSet(List.of(ok(CHECKOUT)), 10));

    assertThat(book.changes(List.of(ok(CHECKOUT), ok(STOCK)))).containsExactly(ok(STOCK));
    assertThat(book.changes(List.of(alarm(CHECKOUT)))).containsExactly(alarm(CHECKOUT));
  }

  @Test
  void a_full_book_takes_changes_but_no_new_name() {
    AlarmBook full = AlarmBook.EMPTY.apply(new AlarmsSet(many(Alarms.ALARMS_MAX), 10));

    assertThat(full.alarms()).hasSize(10_000);
    assertThat(full.tooMany(List.of(alarm(new AlarmName("n9999"))))).isFalse();
    assertThat(full.tooMany(List.of(ok(CHECKOUT)))).isTrue();
  }

  @Test
  void a_definition_keeps_the_state_and_a_new_alarm_begins_without_data() {
    AlarmBook book =
        AlarmBook.EMPTY
            .apply(new AlarmsSet(List.of(alarm(CHECKOUT)), 10))
            .apply(new AlarmDefined(CHECKOUT, LONG_LINE, false, 20))
            .apply(new AlarmDefined(STOCK, ERRORS, true, 30));

    assertThat(book.alarms())
        .containsExactly(
            new Alarm(CHECKOUT, AlarmState.ALARM, 10, 2, LONG_LINE, false, false),
            new Alarm(STOCK, AlarmState.INSUFFICIENT_DATA, 30, 3, ERRORS, true, false));
    assertThat(book.apply(new AlarmsSet(List.of(ok(CHECKOUT)), 40)).find(CHECKOUT))
        .contains(new Alarm(CHECKOUT, AlarmState.OK, 40, 4, LONG_LINE, false, false));
    assertThat(book.apply(new AlarmUndefined(CHECKOUT, 40)).find(CHECKOUT))
        .contains(new Alarm(CHECKOUT, AlarmState.ALARM, 10, 4));
  }

  @Test
  void a_removed_alarm_is_news_and_its_name_is_free() {
    AlarmBook book =
        AlarmBook.EMPTY
            .apply(new AlarmsSet(List.of(ok(CHECKOUT), ok(STOCK)), 10))
            .apply(new AlarmRemoved(CHECKOUT, 20));

    assertThat(book.find(CHECKOUT)).isEmpty();
    assertThat(book.after(2, 10).alarms())
        .containsExactly(new Alarm(CHECKOUT, AlarmState.OK, 20, 3, null, false, true));
    AlarmBook again = book.apply(new AlarmsSet(List.of(ok(CHECKOUT)), 30));
    assertThat(again.alarms())
        .containsExactly(
            new Alarm(STOCK, AlarmState.OK, 10, 2), new Alarm(CHECKOUT, AlarmState.OK, 30, 4));
  }

  @Test
  void those_that_are_gone_make_room() {
    AlarmBook full =
        AlarmBook.EMPTY
            .apply(new AlarmsSet(many(Alarms.ALARMS_MAX), 10))
            .apply(new AlarmRemoved(new AlarmName("n7"), 20));

    assertThat(full.tooMany(List.of(ok(CHECKOUT)))).isFalse();
    AlarmBook again = full.apply(new AlarmsSet(List.of(ok(CHECKOUT)), 30));
    assertThat(again.alarms()).hasSize(Alarms.ALARMS_MAX).noneMatch(Alarm::removed);
  }

  /** Few names, so that they collide. */
  @Provide
  Arbitrary<List<AlarmSetting>> settings() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9), Arbitraries.of(AlarmState.class))
        .as((i, state) -> new AlarmSetting(new AlarmName("n" + i), state))
        .list()
        .ofMaxSize(50);
  }

  /** Reading page by page, with changes in between, yields the whole book. */
  @Property
  void reading_on_from_the_last_page_yields_every_alarm(
      @ForAll("settings") List<AlarmSetting> history,
      @ForAll @IntRange(min = 1, max = 3) int page) {
    AlarmBook book = AlarmBook.EMPTY;
    AlarmBoard board = new AlarmBoard();
    long at = 0;
    for (AlarmSetting setting : history) {
      List<AlarmSetting> changes = book.changes(List.of(setting));
      if (!changes.isEmpty()) {
        book = book.apply(new AlarmsSet(changes, at++));
      }
      if (at % 3 == 0) {
        board.learn(book.after(board.revision(), page));
      }
    }
    for (int i = 0; i < 10 && !board.learn(book.after(board.revision(), page)); i++) {
      assertThat(board.revision()).isLessThan(book.revision());
    }

    assertThat(board.revision()).isEqualTo(book.revision());
    assertThat(board.all()).containsExactlyInAnyOrderElementsOf(book.alarms());
    Map<AlarmName, AlarmState> last = new HashMap<>();
    history.forEach(setting -> last.put(setting.name(), setting.state()));
    assertThat(book.alarms().stream().collect(Collectors.toMap(Alarm::name, Alarm::state)))
        .isEqualTo(last);
  }
}
