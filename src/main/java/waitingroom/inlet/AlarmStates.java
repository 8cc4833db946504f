package waitingroom.inlet;

import org.jspecify.annotations.Nullable;

/** States of all alarms, known locally. Safe for many threads. */
@FunctionalInterface
public interface AlarmStates {
  /** State of an alarm; null: there is no such alarm. */
  @Nullable AlarmState state(String name);
}
