package waitingroom.http.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import waitingroom.alarm.Alarm;
import waitingroom.alarm.AlarmBoard;
import waitingroom.inlet.AlarmState;

/** Gauges of alarm states from this node's board; every node shows the same. */
final class AlarmGauges {
  private final AlarmBoard board;
  private final MultiGauge states;

  AlarmGauges(MeterRegistry registry, AlarmBoard board) {
    this.board = board;
    this.states =
        MultiGauge.builder("waitingroom.alarm")
            .description("1 while the alarm is in state ALARM, else 0")
            .register(registry);
  }

  void refresh() {
    List<Row<?>> rows = new ArrayList<>();
    for (Alarm alarm : board.all()) {
      rows.add(
          Row.of(
              Tags.of("alarm", alarm.name().value()), alarm.state() == AlarmState.ALARM ? 1 : 0));
    }
    states.register(rows, true);
  }
}
