package waitingroom.alarm.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import waitingroom.alarm.AlarmDefinition;
import waitingroom.alarm.AlarmMetric;
import waitingroom.alarm.AlarmName;
import waitingroom.alarm.Comparison;

/**
 * The alarms of the original system. Their figures are sums over the last minute, so one period
 * suffices. The thresholds are ours and may be changed.
 */
final class BuiltInAlarms {
  private BuiltInAlarms() {}

  static Map<AlarmName, AlarmDefinition> all() {
    Map<AlarmName, AlarmDefinition> all = new LinkedHashMap<>();
    // Every mistyped or expired request id is a 4xx, so only many of them indicate a problem.
    add(all, AlarmMetric.PUBLIC_4XX, 1000);
    add(all, AlarmMetric.PUBLIC_5XX, 10);
    add(all, AlarmMetric.PRIVATE_4XX, 100);
    add(all, AlarmMetric.PRIVATE_5XX, 10);
    add(all, AlarmMetric.THROTTLED, 100);
    add(all, AlarmMetric.ERRORS, 10);
    return all;
  }

  private static void add(
      Map<AlarmName, AlarmDefinition> all, AlarmMetric metric, double threshold) {
    all.put(
        new AlarmName(metric.text()),
        new AlarmDefinition(
            null,
            metric,
            Comparison.GREATER,
            threshold,
            AlarmDefinition.PERIOD_SECONDS,
            List.of()));
  }
}
