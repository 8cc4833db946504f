package waitingroom.alarm;

import static waitingroom.alarm.AlarmSamples.CHECKOUT;
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
                        1_700_000_000_123L))),
            List.of(
                new Sample(
                    "alarm-book",
                    "waitingroom.alarm.AlarmBook",
                    new AlarmBook(
                        List.of(
                            new Alarm(STOCK, AlarmState.OK, 1_700_000_000_123L, 2),
                            new Alarm(CHECKOUT, AlarmState.ALARM, 1_700_000_000_456L, 7)))))),
        Samples.NONE);
  }

  @Test
  void every_event_has_a_sample() {
    assertSampled(List.of(AlarmEvent.class.getPermittedSubclasses()));
  }
}
