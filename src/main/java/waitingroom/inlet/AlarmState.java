package waitingroom.inlet;

/** The state of an alarm, in the words of Amazon CloudWatch. */
public enum AlarmState {
  OK,
  ALARM,
  INSUFFICIENT_DATA
}
