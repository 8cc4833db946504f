package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import waitingroom.store.Formatted;
import waitingroom.store.JsonPersisted;

/**
 * Event of the alarms, as stored in the journal. A change must still read every golden file under
 * {@code src/test/resources/alarm-events}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AlarmEvent.AlarmsSet.class, name = "alarms-set"),
  @JsonSubTypes.Type(value = AlarmEvent.AlarmDefined.class, name = "alarm-defined"),
  @JsonSubTypes.Type(value = AlarmEvent.AlarmUndefined.class, name = "alarm-undefined"),
  @JsonSubTypes.Type(value = AlarmEvent.AlarmRemoved.class, name = "alarm-removed"),
  @JsonSubTypes.Type(value = AlarmEvent.FormatRaised.class, name = "format-raised")
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

  /** The alarm got a definition. A new alarm starts with insufficient data. */
  record AlarmDefined(
      AlarmName name,
      AlarmDefinition definition,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean builtIn,
      long atMillis)
      implements AlarmEvent {}

  /** The definition was removed: the state is set from outside. */
  record AlarmUndefined(AlarmName name, long atMillis) implements AlarmEvent {}

  /** The alarm was removed. */
  record AlarmRemoved(AlarmName name, long atMillis) implements AlarmEvent {}

  /** Events and snapshots from here on may be written in this format. */
  record FormatRaised(int format, long atMillis) implements AlarmEvent, Formatted {}
}
