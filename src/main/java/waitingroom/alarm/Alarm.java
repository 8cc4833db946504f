package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmState;

/**
 * An alarm as it is now.
 *
 * @param sinceMillis epoch milliseconds of the change to this state
 * @param revision number of its last change among those of all alarms, from 1: of two reports of
 *     one alarm the higher is the newer
 * @param definition by which its state follows from figures; null: others set it
 * @param builtIn whether it is there from the first start on and cannot be removed
 * @param removed whether it is gone; told on so that every node forgets it
 */
public record Alarm(
    AlarmName name,
    AlarmState state,
    long sinceMillis,
    long revision,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AlarmDefinition definition,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean builtIn,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean removed) {

  /** One that others set. */
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
