package waitingroom.alarm;

import java.util.List;
import java.util.stream.IntStream;
import waitingroom.inlet.AlarmState;

/** Alarms and settings in few words. */
final class AlarmSamples {
  static final AlarmName CHECKOUT = new AlarmName("checkout slow");
  static final AlarmName STOCK = new AlarmName("stock");

  private AlarmSamples() {}

  static AlarmSetting ok(AlarmName name) {
    return new AlarmSetting(name, AlarmState.OK);
  }

  static AlarmSetting alarm(AlarmName name) {
    return new AlarmSetting(name, AlarmState.ALARM);
  }

  /** Settings of so many names, from {@code n0} on. */
  static List<AlarmSetting> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> ok(new AlarmName("n" + i))).toList();
  }
}
