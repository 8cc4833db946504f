package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmState;

/**
 * What an alarm is to be.
 *
 * @param reason why, in a few words; null: somebody set it
 */
public record AlarmSetting(
    AlarmName name,
    AlarmState state,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

  /** Set by somebody. */
  public AlarmSetting(AlarmName name, AlarmState state) {
    this(name, state, null);
  }
}
