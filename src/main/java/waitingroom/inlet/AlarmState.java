package waitingroom.inlet;

/**
 * The state of an alarm, in the words of Amazon CloudWatch. The names are part of persisted events
 * and of the HTTP API.
 */
public enum AlarmState {
  /** All is well. */
  OK,
  /** The alarm is on: what heeds it holds. */
  ALARM,
  /** Whoever sets the alarm cannot tell. */
  INSUFFICIENT_DATA
}
