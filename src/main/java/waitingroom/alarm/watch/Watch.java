package waitingroom.alarm.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import waitingroom.alarm.Alarm;
import waitingroom.alarm.AlarmDefinition;
import waitingroom.alarm.AlarmName;
import waitingroom.alarm.Verdict;
import waitingroom.room.RoomId;

/**
 * Keeps the figures of each defined alarm for its duration and judges them. It has no figures from
 * before its start, so after a hand-over an alarm keeps its state until there are enough. Not
 * thread-safe.
 */
final class Watch {
  /** Figures of one definition, newest last. */
  private record Watched(AlarmDefinition definition, Deque<OptionalDouble> figures) {}

  private final Figures figures;
  private final Map<AlarmName, Watched> watched = new HashMap<>();

  Watch(Figures figures) {
    this.figures = figures;
  }

  void hear(NodeReport report) {
    figures.hear(report);
  }

  /** Reads the figures again and returns the verdicts that change a state. */
  List<Verdict> look(List<Alarm> alarms) {
    figures.next(rooms(alarms));
    Set<AlarmName> names = new HashSet<>();
    List<Verdict> changes = new ArrayList<>();
    for (Alarm alarm : alarms) {
      AlarmDefinition definition = alarm.definition();
      if (definition != null) {
        names.add(alarm.name());
        definition
            .judge(remember(alarm.name(), definition))
            .filter(judgement -> judgement.state() != alarm.state())
            .ifPresent(judgement -> changes.add(new Verdict(alarm.name(), definition, judgement)));
      }
    }
    watched.keySet().retainAll(names);
    return changes;
  }

  private List<OptionalDouble> remember(AlarmName name, AlarmDefinition definition) {
    Watched entry = watched.get(name);
    if (entry == null || !entry.definition().equals(definition)) {
      entry = new Watched(definition, new ArrayDeque<>());
      watched.put(name, entry);
    }
    entry.figures().addLast(figures.of(definition));
    if (entry.figures().size() > definition.periods()) {
      entry.figures().removeFirst();
    }
    return List.copyOf(entry.figures());
  }

  private static Set<RoomId> rooms(List<Alarm> alarms) {
    Set<RoomId> rooms = new HashSet<>();
    for (Alarm alarm : alarms) {
      AlarmDefinition definition = alarm.definition();
      if (definition != null && definition.eventId() != null) {
        rooms.add(new RoomId(definition.eventId()));
      }
    }
    return rooms;
  }
}
