package waitingroom.inlet;

import org.jspecify.annotations.Nullable;

/** The states of all alarms, known without asking anybody. Safe for many threads. */
@FunctionalInterface
public interface AlarmStates {
  /** The state of the alarm of that name; null: nobody ever set it. */
  @Nullable AlarmState state(String name);
}
