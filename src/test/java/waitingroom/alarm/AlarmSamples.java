package waitingroom.alarm;

import java.util.List;
import java.util.stream.IntStream;
import waitingroom.inlet.AlarmState;

/** Short names for sample alarms and settings. */
final class AlarmSamples {
  static final AlarmName CHECKOUT = new AlarmName("checkout slow");
  static final AlarmName STOCK = new AlarmName("stock");

  /** More than a thousand people in line for half a minute. */
  static final AlarmDefinition LONG_LINE =
      new AlarmDefinition(
          "tickets",
          AlarmMetric.WAITING,
          Comparison.GREATER,
          1000,
          30,
          List.of("operator@example.org"));

  /** Ten errors or more in the last minute. */
  static final AlarmDefinition ERRORS =
      new AlarmDefinition(null, AlarmMetric.ERRORS, Comparison.GREATER_OR_EQUAL, 10, 10, List.of());

  private AlarmSamples() {}

  static AlarmSetting ok(AlarmName name) {
    return new AlarmSetting(name, AlarmState.OK);
  }

  static AlarmSetting alarm(AlarmName name) {
    return new AlarmSetting(name, AlarmState.ALARM);
  }

  /** Settings of that many names, from {@code n0} on. */
  static List<AlarmSetting> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> ok(new AlarmName("n" + i))).toList();
  }
}
