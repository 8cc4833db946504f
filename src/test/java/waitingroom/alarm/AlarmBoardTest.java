package waitingroom.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static waitingroom.alarm.AlarmSamples.CHECKOUT;
import static waitingroom.alarm.AlarmSamples.STOCK;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import waitingroom.inlet.AlarmState;

class AlarmBoardTest {
  private final AlarmBoard board = new AlarmBoard();

  @Test
  void every_name_is_in_alarm_until_the_node_has_heard_which_alarms_there_are() {
    board.learn(List.of(alarm(CHECKOUT, AlarmState.OK, 1)));
    assertThat(board.complete()).isFalse();
    assertThat(state(CHECKOUT)).isEqualTo(AlarmState.ALARM);
    assertThat(state(STOCK)).isEqualTo(AlarmState.ALARM);

    assertThat(board.learn(new AlarmNews(0, List.of(alarm(CHECKOUT, AlarmState.OK, 1)), 1)))
        .isTrue();

    assertThat(board.complete()).isTrue();
    assertThat(state(CHECKOUT)).isEqualTo(AlarmState.OK);
    assertThat(state(STOCK)).isNull();
  }

  @Test
  void that_there_are_no_alarms_is_known_too() {
    assertThat(board.learn(new AlarmNews(0, List.of(), 0))).isTrue();
    assertThat(board.complete()).isTrue();
    assertThat(state(CHECKOUT)).isNull();
  }

  @Test
  void the_log_tells_once_of_an_alarm_that_is_heeded_and_that_nobody_set() {
    Logger log = (Logger) LoggerFactory.getLogger(AlarmBoard.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      state(CHECKOUT);
      assertThat(lines.list).isEmpty();
      board.learn(new AlarmNews(0, List.of(alarm(STOCK, AlarmState.OK, 1)), 1));
      state(STOCK);
      state(CHECKOUT);
      state(CHECKOUT);
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list)
        .singleElement()
        .satisfies(
            line -> assertThat(line.getFormattedMessage()).endsWith("alarm=" + CHECKOUT.value()));
  }

  @Test
  void an_older_report_never_replaces_a_newer_one() {
    board.learn(List.of(alarm(CHECKOUT, AlarmState.ALARM, 3)));
    board.learn(List.of(alarm(CHECKOUT, AlarmState.OK, 2)));
    assertThat(board.all()).containsExactly(alarm(CHECKOUT, AlarmState.ALARM, 3));
  }

  @Test
  void news_after_a_gap_count_but_do_not_hide_it() {
    board.learn(new AlarmNews(0, List.of(alarm(CHECKOUT, AlarmState.OK, 1)), 1));

    assertThat(board.learn(new AlarmNews(2, List.of(alarm(CHECKOUT, AlarmState.ALARM, 3)), 3)))
        .isFalse();
    assertThat(state(CHECKOUT)).isEqualTo(AlarmState.ALARM);
    assertThat(board.revision()).isEqualTo(1);

    AlarmNews missed =
        new AlarmNews(
            1, List.of(alarm(STOCK, AlarmState.OK, 2), alarm(CHECKOUT, AlarmState.ALARM, 3)), 3);
    assertThat(board.learn(missed)).isTrue();
    assertThat(board.revision()).isEqualTo(3);
    assertThat(state(STOCK)).isEqualTo(AlarmState.OK);
  }

  @Test
  void a_repeated_revision_shows_what_was_missed() {
    board.learn(new AlarmNews(0, List.of(), 0));
    assertThat(board.learn(new AlarmNews(1, List.of(), 1))).isFalse();
    assertThat(board.learn(new AlarmNews(0, List.of(alarm(STOCK, AlarmState.OK, 1)), 1))).isTrue();
    assertThat(board.learn(new AlarmNews(1, List.of(), 1))).isTrue();
  }

  @Test
  void all_are_listed_by_name() {
    board.learn(List.of(alarm(STOCK, AlarmState.OK, 1), alarm(CHECKOUT, AlarmState.OK, 2)));
    assertThat(board.all()).extracting(Alarm::name).containsExactly(CHECKOUT, STOCK);
  }

  private @org.jspecify.annotations.Nullable AlarmState state(AlarmName name) {
    return board.state(name.value());
  }

  private static Alarm alarm(AlarmName name, AlarmState state, long revision) {
    return new Alarm(name, state, 1_700_000_000_000L, revision);
  }
}
