package waitingroom.alarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import waitingroom.alarm.AlarmEvent.AlarmDefined;
import waitingroom.alarm.AlarmEvent.AlarmRemoved;
import waitingroom.alarm.AlarmEvent.AlarmUndefined;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.alarm.AlarmEvent.FormatRaised;
import waitingroom.inlet.AlarmState;
import waitingroom.store.CborSerializable;
import waitingroom.store.Formatted;

/**
 * All alarms, and the rules for changing them; without Akka and without a clock. Also their stored
 * form in snapshots, frozen by a golden file like the events.
 *
 * @param alarms by revision, the latest change at the end; removed ones stay while there is room,
 *     so that every node hears of their removal
 * @param format in which the events may be written; the first snapshots name none
 */
record AlarmBook(List<Alarm> alarms, int format) implements CborSerializable, Formatted {
  static final AlarmBook EMPTY = new AlarmBook(List.of(), Formatted.FIRST);

  AlarmBook {
    alarms = List.copyOf(alarms);
    format = Math.max(Formatted.FIRST, format);
  }

  /** Revision of the latest change; 0: none yet. */
  long revision() {
    return alarms.isEmpty() ? 0 : alarms.get(alarms.size() - 1).revision();
  }

  /** The alarm of that name, unless it was removed. */
  Optional<Alarm> find(AlarmName name) {
    return alarms.stream().filter(one -> one.name().equals(name) && !one.removed()).findFirst();
  }

  /** The settings that would change a state. */
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

  /** First of these names whose alarm has a definition. */
  Optional<AlarmName> defined(List<AlarmSetting> wanted) {
    Map<AlarmName, Alarm> known = byName();
    return wanted.stream()
        .map(AlarmSetting::name)
        .filter(
            name -> {
              Alarm alarm = known.get(name);
              return alarm != null && alarm.definition() != null;
            })
        .findFirst();
  }

  /** Settings from the verdicts whose definition is still in force. */
  List<AlarmSetting> inForce(List<Verdict> verdicts) {
    Map<AlarmName, Alarm> known = byName();
    return verdicts.stream()
        .filter(
            verdict -> {
              Alarm alarm = known.get(verdict.name());
              return alarm != null && verdict.definition().equals(alarm.definition());
            })
        .map(
            verdict ->
                new AlarmSetting(
                    verdict.name(), verdict.judgement().state(), verdict.judgement().reason()))
        .toList();
  }

  /** True when the changes would create too many alarms. */
  boolean tooMany(List<AlarmSetting> changes) {
    Set<AlarmName> names = new HashSet<>(byName().keySet());
    changes.forEach(change -> names.add(change.name()));
    return names.size() > Alarms.ALARMS_MAX;
  }

  AlarmBook apply(AlarmEvent event) {
    if (event instanceof AlarmsSet set) {
      return apply(set);
    }
    if (event instanceof AlarmDefined defined) {
      Alarm alarm = known(defined.name(), defined.atMillis());
      return with(
          List.of(
              alarm.defined(
                  defined.definition(), defined.builtIn() || alarm.builtIn(), revision() + 1)));
    }
    if (event instanceof AlarmUndefined undefined) {
      Alarm alarm = known(undefined.name(), undefined.atMillis());
      return with(List.of(alarm.defined(null, false, revision() + 1)));
    }
    if (event instanceof FormatRaised raised) {
      return new AlarmBook(alarms, raised.format());
    }
    AlarmRemoved removed = (AlarmRemoved) event;
    Alarm alarm = known(removed.name(), removed.atMillis());
    return with(List.of(alarm.gone(removed.atMillis(), revision() + 1)));
  }

  private Alarm known(AlarmName name, long atMillis) {
    return find(name)
        .orElseGet(() -> new Alarm(name, AlarmState.INSUFFICIENT_DATA, atMillis, revision()));
  }

  private AlarmBook apply(AlarmsSet event) {
    Map<AlarmName, Alarm> known = byName();
    List<Alarm> changed = new ArrayList<>(event.alarms().size());
    long revision = revision();
    for (AlarmSetting change : event.alarms()) {
      revision++;
      Alarm old = known.get(change.name());
      changed.add(
          old == null
              ? new Alarm(change.name(), change.state(), event.atMillis(), revision)
              : old.in(change.state(), event.atMillis(), revision));
    }
    return with(changed);
  }

  private AlarmBook with(List<Alarm> changed) {
    Set<AlarmName> names = new HashSet<>();
    changed.forEach(alarm -> names.add(alarm.name()));
    List<Alarm> all = new ArrayList<>(alarms.size() + changed.size());
    for (Alarm alarm : alarms) {
      if (!names.contains(alarm.name())) {
        all.add(alarm);
      }
    }
    int tooMany = all.size() + changed.size() - Alarms.ALARMS_MAX;
    for (int i = 0; i < all.size() && tooMany > 0; ) {
      if (all.get(i).removed()) {
        all.remove(i);
        tooMany--;
      } else {
        i++;
      }
    }
    all.addAll(changed);
    return new AlarmBook(all, format);
  }

  /** Current alarms of these settings. */
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

  /** Changes after that revision. */
  AlarmNews after(long revision, int alarmsMax) {
    List<Alarm> newer =
        alarms.stream().filter(alarm -> alarm.revision() > revision).limit(alarmsMax).toList();
    return new AlarmNews(revision, newer, revision());
  }

  private Map<AlarmName, Alarm> byName() {
    Map<AlarmName, Alarm> byName = new HashMap<>();
    alarms.stream()
        .filter(alarm -> !alarm.removed())
        .forEach(alarm -> byName.put(alarm.name(), alarm));
    return byName;
  }
}
