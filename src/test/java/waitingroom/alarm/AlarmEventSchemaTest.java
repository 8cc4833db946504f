package waitingroom.alarm;

import static waitingroom.alarm.AlarmSamples.CHECKOUT;
import static waitingroom.alarm.AlarmSamples.ERRORS;
import static waitingroom.alarm.AlarmSamples.LONG_LINE;
import static waitingroom.alarm.AlarmSamples.STOCK;
import static waitingroom.alarm.AlarmSamples.alarm;
import static waitingroom.alarm.AlarmSamples.ok;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import waitingroom.inlet.AlarmState;
import waitingroom.testkit.EventSchema;

/** The persisted schema of the alarms. */
class AlarmEventSchemaTest extends EventSchema {
  private static final List<Alarm> ALARMS =
      List.of(
          new Alarm(STOCK, AlarmState.OK, 1, 2, null, false, true),
          new Alarm(CHECKOUT, AlarmState.ALARM, 3, 4, LONG_LINE, false, false),
          new Alarm(new AlarmName("errors"), AlarmState.OK, 5, 6, ERRORS, true, false));

  AlarmEventSchemaTest() {
    super(
        Path.of("src/test/resources/alarm-events"),
        new Samples(
            List.of(
                new Sample(
                    "alarms-set",
                    "waitingroom.alarm.AlarmEvent$AlarmsSet",
                    new AlarmEvent.AlarmsSet(
                        List.of(
                            alarm(CHECKOUT),
                            ok(STOCK),
                            new AlarmSetting(new AlarmName("é/%"), AlarmState.INSUFFICIENT_DATA)),
                        1_700_000_000_123L)),
                new Sample(
                    "alarms-set-for-a-reason",
                    "waitingroom.alarm.AlarmEvent$AlarmsSet",
                    new AlarmEvent.AlarmsSet(
                        List.of(new AlarmSetting(STOCK, AlarmState.ALARM, "errors was 11")),
                        1_700_000_000_123L)),
                new Sample(
                    "alarm-defined",
                    "waitingroom.alarm.AlarmEvent$AlarmDefined",
                    new AlarmEvent.AlarmDefined(CHECKOUT, LONG_LINE, false, 1_700_000_000_123L)),
                new Sample(
                    "alarm-built-in",
                    "waitingroom.alarm.AlarmEvent$AlarmDefined",
                    new AlarmEvent.AlarmDefined(
                        new AlarmName("errors"), ERRORS, true, 1_700_000_000_123L)),
                new Sample(
                    "alarm-undefined",
                    "waitingroom.alarm.AlarmEvent$AlarmUndefined",
                    new AlarmEvent.AlarmUndefined(CHECKOUT, 1_700_000_000_123L)),
                new Sample(
                    "alarm-removed",
                    "waitingroom.alarm.AlarmEvent$AlarmRemoved",
                    new AlarmEvent.AlarmRemoved(CHECKOUT, 1_700_000_000_123L)),
                new Sample(
                    "format-raised",
                    "waitingroom.alarm.AlarmEvent$FormatRaised",
                    new AlarmEvent.FormatRaised(2, 1_700_000_000_123L))),
            List.of(
                new Sample("alarm-book", "waitingroom.alarm.AlarmBook", new AlarmBook(ALARMS, 2)))),
        new Samples(
            List.of(),
            List.of(
                new Sample("alarm-book-2", "waitingroom.alarm.AlarmBook", new AlarmBook(ALARMS, 1)),
                new Sample(
                    "alarm-book-1",
                    "waitingroom.alarm.AlarmBook",
                    new AlarmBook(
                        List.of(
                            new Alarm(STOCK, AlarmState.OK, 1_700_000_000_123L, 2),
                            new Alarm(CHECKOUT, AlarmState.ALARM, 1_700_000_000_456L, 7)),
                        1)))));
  }

  @Test
  void every_event_has_a_sample() {
    assertSampled(List.of(AlarmEvent.class.getPermittedSubclasses()));
  }
}
