package waitingroom.inlet;

/**
 * The state of an alarm, in the words of Amazon CloudWatch. The names are part of persisted events
 * and of the HTTP API.
 */
public enum AlarmState {
  /** The alarm is off. */
  OK,
  /** The alarm is on: inlets that refer to it stop. */
  ALARM,
  /** The source of the alarm does not know. */
  INSUFFICIENT_DATA
}
