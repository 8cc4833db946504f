package waitingroom.alarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.room.CborSerializable;

/**
 * All alarms, and what setting some of them comes to; without Akka and without a clock. Also the
 * form in which the snapshot store keeps them, frozen by a golden file like the events.
 *
 * @param alarms by revision, the alarm that changed last at the end
 */
record AlarmBook(List<Alarm> alarms) implements CborSerializable {
  static final AlarmBook EMPTY = new AlarmBook(List.of());

  AlarmBook {
    alarms = List.copyOf(alarms);
  }

  /** The revision of the newest change; 0: there was none. */
  long revision() {
    return alarms.isEmpty() ? 0 : alarms.get(alarms.size() - 1).revision();
  }

  /** Those of the settings that would change something. */
  List<AlarmSetting> changes(List<AlarmSetting> wanted) {
    Map<AlarmName, Alarm> known = byName();
    return wanted.stream()
        .filter(
            setting -> {
              Alarm alarm = known.get(setting.name());
              return alarm == null || alarm.state() != setting.state();
            })
        .toList();
  }

  /** Whether the changes would make more alarms than there may be. */
  boolean tooMany(List<AlarmSetting> changes) {
    Set<AlarmName> names = new HashSet<>(byName().keySet());
    changes.forEach(change -> names.add(change.name()));
    return names.size() > Alarms.ALARMS_MAX;
  }

  AlarmBook apply(AlarmsSet event) {
    Set<AlarmName> changed = new HashSet<>();
    event.alarms().forEach(change -> changed.add(change.name()));
    List<Alarm> all = new ArrayList<>(alarms.size() + changed.size());
    for (Alarm alarm : alarms) {
      if (!changed.contains(alarm.name())) {
        all.add(alarm);
      }
    }
    long revision = revision();
    for (AlarmSetting change : event.alarms()) {
      revision++;
      all.add(new Alarm(change.name(), change.state(), event.atMillis(), revision));
    }
    return new AlarmBook(all);
  }

  /** The alarms of these settings as they are now; each of them is there. */
  List<Alarm> of(List<AlarmSetting> settings) {
    Map<AlarmName, Alarm> known = byName();
    List<Alarm> found = new ArrayList<>(settings.size());
    for (AlarmSetting setting : settings) {
      Alarm alarm = known.get(setting.name());
      if (alarm != null) {
        found.add(alarm);
      }
    }
    return found;
  }

  /** What is new after that revision, at most so many alarms. */
  AlarmNews after(long revision, int alarmsMax) {
    List<Alarm> newer =
        alarms.stream().filter(alarm -> alarm.revision() > revision).limit(alarmsMax).toList();
    return new AlarmNews(revision, newer, revision());
  }

  private Map<AlarmName, Alarm> byName() {
    Map<AlarmName, Alarm> byName = new HashMap<>();
    alarms.forEach(alarm -> byName.put(alarm.name(), alarm));
    return byName;
  }
}
