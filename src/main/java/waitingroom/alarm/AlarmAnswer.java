package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import waitingroom.store.CborSerializable;

/** Answer to a change of alarms. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AlarmAnswer.Done.class, name = "done"),
  @JsonSubTypes.Type(value = AlarmAnswer.Full.class, name = "full"),
  @JsonSubTypes.Type(value = AlarmAnswer.Defined.class, name = "defined"),
  @JsonSubTypes.Type(value = AlarmAnswer.Unknown.class, name = "unknown"),
  @JsonSubTypes.Type(value = AlarmAnswer.BuiltIn.class, name = "built-in")
})
public sealed interface AlarmAnswer extends CborSerializable {

  /** The changes are durable; has the current alarms, in the order of the request. */
  record Done(List<Alarm> alarms) implements AlarmAnswer {
    public Done {
      alarms = List.copyOf(alarms);
    }
  }

  /** There would be more than {@link Alarms#ALARMS_MAX}. */
  record Full() implements AlarmAnswer {}

  /** This alarm has a definition, so its state follows from metrics. Nothing was set. */
  record Defined(AlarmName name) implements AlarmAnswer {}

  /** There is no such alarm, or it has no definition to take away. */
  record Unknown() implements AlarmAnswer {}

  /** The alarm is built in: it always exists and has a definition. */
  record BuiltIn() implements AlarmAnswer {}
}
