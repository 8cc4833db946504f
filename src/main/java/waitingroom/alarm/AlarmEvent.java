package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import waitingroom.room.JsonPersisted;

/**
 * What happened to the alarms, as the journal keeps it. A change must still read every golden file
 * under {@code src/test/resources/alarm-events}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = AlarmEvent.AlarmsSet.class, name = "alarms-set"))
public sealed interface AlarmEvent extends JsonPersisted {

  /**
   * Alarms that changed to these states at the same time, each name once.
   *
   * @param atMillis epoch milliseconds
   */
  record AlarmsSet(List<AlarmSetting> alarms, long atMillis) implements AlarmEvent {
    public AlarmsSet {
      alarms = List.copyOf(alarms);
    }
  }
}
