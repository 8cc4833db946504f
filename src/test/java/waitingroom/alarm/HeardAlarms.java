package waitingroom.alarm;

import java.util.List;

/** Boards of nodes in tests. */
public final class HeardAlarms {
  private HeardAlarms() {}

  /** A complete board with these alarms. */
  public static AlarmBoard of(Alarm... alarms) {
    AlarmBoard board = new AlarmBoard();
    hear(board, alarms);
    return board;
  }

  /** Delivers changes to a board. */
  public static void hear(AlarmBoard board, Alarm... changes) {
    board.learn(
        new AlarmNews(board.revision(), List.of(changes), board.revision() + changes.length));
  }

  /** The alarm as removed at a later revision. */
  public static Alarm gone(Alarm alarm, long revision) {
    return alarm.gone(alarm.sinceMillis(), revision);
  }
}
