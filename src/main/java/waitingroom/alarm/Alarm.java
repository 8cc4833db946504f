package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmState;

/**
 * The current state of an alarm.
 *
 * @param sinceMillis epoch milliseconds of the change to this state
 * @param revision number of its last change among the changes of all alarms, from 1; of two reports
 *     of an alarm the higher is the newer
 * @param definition null: its state is set from outside
 * @param builtIn true: it exists from the first start on and cannot be removed
 * @param removed true: it is gone; kept so that every node forgets it
 */
public record Alarm(
    AlarmName name,
    AlarmState state,
    long sinceMillis,
    long revision,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AlarmDefinition definition,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean builtIn,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean removed) {

  /** An alarm that is set from outside. */
  public Alarm(AlarmName name, AlarmState state, long sinceMillis, long revision) {
    this(name, state, sinceMillis, revision, null, false, false);
  }

  Alarm in(AlarmState newState, long atMillis, long newRevision) {
    return new Alarm(name, newState, atMillis, newRevision, definition, builtIn, false);
  }

  Alarm defined(@Nullable AlarmDefinition newDefinition, boolean builtInNow, long newRevision) {
    return new Alarm(name, state, sinceMillis, newRevision, newDefinition, builtInNow, false);
  }

  Alarm gone(long atMillis, long newRevision) {
    return new Alarm(name, AlarmState.OK, atMillis, newRevision, null, false, true);
  }
}
