package waitingroom.alarm;

import java.util.List;
import waitingroom.store.CborSerializable;

/**
 * Update about alarms.
 *
 * @param after the revision after which this update begins
 * @param alarms those that last changed after it, by revision; only the first page of many
 * @param latest revision of the latest change of all; when it is beyond the last alarm here, there
 *     are more pages
 */
record AlarmNews(long after, List<Alarm> alarms, long latest) implements CborSerializable {
  AlarmNews {
    alarms = List.copyOf(alarms);
  }

  /** Revision up to which a board that was complete up to {@link #after} is complete now. */
  long upTo() {
    return alarms.isEmpty() ? after : alarms.get(alarms.size() - 1).revision();
  }
}
