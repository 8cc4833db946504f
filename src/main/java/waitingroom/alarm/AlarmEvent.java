package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import waitingroom.store.JsonPersisted;

/**
 * What happened to the alarms, as the journal keeps it. A change must still read every golden file
 * under {@code src/test/resources/alarm-events}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AlarmEvent.AlarmsSet.class, name = "alarms-set"),
  @JsonSubTypes.Type(value = AlarmEvent.AlarmDefined.class, name = "alarm-defined"),
  @JsonSubTypes.Type(value = AlarmEvent.AlarmUndefined.class, name = "alarm-undefined"),
  @JsonSubTypes.Type(value = AlarmEvent.AlarmRemoved.class, name = "alarm-removed")
})
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

  /** From now on the state follows from figures. A new alarm begins without data. */
  record AlarmDefined(
      AlarmName name,
      AlarmDefinition definition,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean builtIn,
      long atMillis)
      implements AlarmEvent {}

  /** From now on others set the state. */
  record AlarmUndefined(AlarmName name, long atMillis) implements AlarmEvent {}

  /** The alarm is gone. */
  record AlarmRemoved(AlarmName name, long atMillis) implements AlarmEvent {}
}
