package waitingroom.alarm;

import java.util.List;

/** What nodes have heard of alarms. */
public final class HeardAlarms {
  private HeardAlarms() {}

  /** The board of a node that knows these, and that there are no more. */
  public static AlarmBoard of(Alarm... alarms) {
    AlarmBoard board = new AlarmBoard();
    hear(board, alarms);
    return board;
  }

  /** It hears of changes. */
  public static void hear(AlarmBoard board, Alarm... changes) {
    board.learn(
        new AlarmNews(board.revision(), List.of(changes), board.revision() + changes.length));
  }

  /** That it is gone, said later. */
  public static Alarm gone(Alarm alarm, long revision) {
    return alarm.gone(alarm.sinceMillis(), revision);
  }
}
