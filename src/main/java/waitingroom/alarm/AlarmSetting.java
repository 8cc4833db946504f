package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmState;

/**
 * State to set an alarm to.
 *
 * @param reason null when it is set from outside
 */
public record AlarmSetting(
    AlarmName name,
    AlarmState state,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

  /** A state set from outside. */
  public AlarmSetting(AlarmName name, AlarmState state) {
    this(name, state, null);
  }
}
