package waitingroom.alarm;

import java.util.List;
import waitingroom.store.CborSerializable;

/**
 * Part of the alarms, for those who know an older part.
 *
 * @param after the revision after which this begins
 * @param alarms those that last changed after it, by revision; when they are many, only the first
 * @param latest the revision of the newest change of all; past that of the last alarm here, there
 *     is more to ask for
 */
record AlarmNews(long after, List<Alarm> alarms, long latest) implements CborSerializable {
  AlarmNews {
    alarms = List.copyOf(alarms);
  }

  /** Whoever knew everything up to {@link #after} and takes this in knows everything up to here. */
  long upTo() {
    return alarms.isEmpty() ? after : alarms.get(alarms.size() - 1).revision();
  }
}
