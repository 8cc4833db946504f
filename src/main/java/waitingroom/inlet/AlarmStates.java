package waitingroom.inlet;

import org.jspecify.annotations.Nullable;

/** The alarms that outside systems have set. */
public interface AlarmStates {
  /** The state of that alarm; null when nobody ever set it. */
  @Nullable AlarmState state(String name);
}
