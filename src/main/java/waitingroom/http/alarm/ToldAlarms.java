package waitingroom.http.alarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import waitingroom.alarm.Alarm;
import waitingroom.alarm.AlarmBoard;

/** The alarms as last sent to one panel. For one thread at a time. */
public final class ToldAlarms {
  private final AlarmBoard board;
  private final Map<String, Alarm> told = new HashMap<>();
  private boolean begun;

  public ToldAlarms(AlarmBoard board) {
    this.board = board;
  }

  /**
   * The data of an event about alarms.
   *
   * @param alarms new or changed ones
   * @param removed names of removed ones
   */
  public record News(List<AlarmDocument> alarms, List<String> removed) {}

  /** All alarms the first time, even if there are none; then changes. Empty: no news. */
  public Optional<News> news() {
    if (!board.complete()) {
      return Optional.empty();
    }
    List<AlarmDocument> changed = new ArrayList<>();
    Set<String> gone = new HashSet<>(told.keySet());
    for (Alarm alarm : board.all()) {
      String name = alarm.name().value();
      gone.remove(name);
      if (!alarm.equals(told.put(name, alarm))) {
        changed.add(AlarmDocument.of(alarm));
      }
    }
    told.keySet().removeAll(gone);
    if (begun && changed.isEmpty() && gone.isEmpty()) {
      return Optional.empty();
    }
    begun = true;
    return Optional.of(new News(changed, gone.stream().sorted().toList()));
  }
}
