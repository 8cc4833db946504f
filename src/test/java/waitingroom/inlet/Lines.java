package waitingroom.inlet;

/** What inlets see, in tests. */
final class Lines {
  private Lines() {}

  /** A line whose inlet was asked last at that moment, with no alarm. */
  static Line askedAt(long millis) {
    return new Line(5, 3, millis, new Pace(), name -> null);
  }

  static Line of(long waiting, long inside) {
    return new Line(waiting, inside, 0, new Pace(), name -> null);
  }

  static Line withAlarms(AlarmStates alarms) {
    return new Line(5, 3, 0, new Pace(), alarms);
  }
}
