package waitingroom.http.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import waitingroom.alarm.Alarm;
import waitingroom.alarm.AlarmBoard;
import waitingroom.alarm.AlarmName;
import waitingroom.alarm.HeardAlarms;
import waitingroom.inlet.AlarmState;

class ToldAlarmsTest {
  private static Alarm alarm(String name, AlarmState state, long revision) {
    return new Alarm(new AlarmName(name), state, 0, revision);
  }

  @Test
  void
      nothing_is_told_before_the_node_knows_which_alarms_there_are_then_also_that_there_are_none() {
    AlarmBoard board = new AlarmBoard();
    ToldAlarms told = new ToldAlarms(board);
    assertThat(told.news()).isEmpty();
    HeardAlarms.hear(board);
    assertThat(told.news()).contains(new ToldAlarms.News(List.of(), List.of()));
    assertThat(told.news()).isEmpty();
  }

  @Test
  void first_all_are_told_then_each_change_once_and_what_is_gone() {
    Alarm stock = alarm("stock", AlarmState.OK, 1);
    AlarmBoard board = HeardAlarms.of(stock, alarm("gate", AlarmState.OK, 2));
    ToldAlarms told = new ToldAlarms(board);
    assertThat(told.news().orElseThrow().alarms())
        .extracting(AlarmDocument::name)
        .containsExactly("gate", "stock");
    assertThat(told.news()).isEmpty();

    HeardAlarms.hear(board, alarm("gate", AlarmState.ALARM, 3), HeardAlarms.gone(stock, 4));

    ToldAlarms.News news = told.news().orElseThrow();
    assertThat(news.alarms())
        .singleElement()
        .satisfies(gate -> assertThat(gate.state()).isEqualTo(AlarmState.ALARM));
    assertThat(news.removed()).containsExactly("stock");
    assertThat(told.news()).isEmpty();
  }
}
