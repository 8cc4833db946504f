package waitingroom.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static waitingroom.alarm.AlarmSamples.CHECKOUT;
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

  /** Few names, so that they meet. */
  @Provide
  Arbitrary<List<AlarmSetting>> settings() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9), Arbitraries.of(AlarmState.class))
        .as((i, state) -> new AlarmSetting(new AlarmName("n" + i), state))
        .list()
        .ofMaxSize(50);
  }

  /** Whoever reads page by page, and is disturbed by changes, ends up with the whole book. */
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
