package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import waitingroom.room.CborSerializable;

/** What comes of setting alarms. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AlarmAnswer.Done.class, name = "done"),
  @JsonSubTypes.Type(value = AlarmAnswer.Full.class, name = "full")
})
public sealed interface AlarmAnswer extends CborSerializable {

  /** They are durable; here is each as it is now, in the order of the request. */
  record Done(List<Alarm> alarms) implements AlarmAnswer {
    public Done {
      alarms = List.copyOf(alarms);
    }
  }

  /** There would be more than {@link Alarms#ALARMS_MAX}. */
  record Full() implements AlarmAnswer {}
}
