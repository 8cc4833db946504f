package waitingroom.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The simplest model of position expiry: each position by itself, nothing compressed. */
final class PositionModel {
  private final Map<Long, Long> enteredAt = new HashMap<>();
  private final TreeMap<Long, Long> windows = new TreeMap<>();
  private long through;
  private long dead;

  PositionModel copy() {
    PositionModel copy = new PositionModel();
    copy.enteredAt.putAll(enteredAt);
    copy.windows.putAll(windows);
    copy.through = through;
    copy.dead = dead;
    return copy;
  }

  long dead() {
    return dead;
  }

  boolean dead(long position) {
    return position <= through;
  }

  void enter(long first, int count, long second, RoomSettings settings) {
    for (long position = first; position < first + count; position++) {
      if (settings.enableQueuePositionExpiry()) {
        enteredAt.put(position, second);
      }
    }
  }

  void serve(long serving, long second, RoomSettings settings) {
    if (settings.enableQueuePositionExpiry()) {
      windows.keySet().removeIf(boundary -> boundary > serving);
      windows.put(serving, second);
    }
  }

  void changeSettings(RoomSettings old, RoomSettings wanted, long serving, long second) {
    boolean before = old.enableQueuePositionExpiry();
    boolean after = wanted.enableQueuePositionExpiry();
    boolean resumed = old.paused() && !wanted.paused();
    if (!after || !before || resumed) {
      windows.clear();
    }
    if (!after) {
      enteredAt.clear();
    } else if (!before || resumed) {
      windows.put(serving, second);
    }
  }

  private long start(long position, long opened) {
    return Math.max(opened, enteredAt.getOrDefault(position, 0L));
  }

  boolean late(long position, long now, RoomSettings settings) {
    Map.Entry<Long, Long> window = windows.ceilingEntry(position);
    return settings.enableQueuePositionExpiry()
        && window != null
        && now - start(position, window.getValue()) > settings.queuePositionExpiryPeriod();
  }

  /** Number of positions of each window that expired without a token. */
  List<Long> expire(long queue, long now, long period, Set<Long> holders) {
    List<Long> expired = new ArrayList<>();
    for (Map.Entry<Long, Long> window : new TreeMap<>(windows).entrySet()) {
      long before = dead;
      long boundary = window.getKey();
      if (boundary <= through) {
        continue;
      }
      if (boundary <= queue) {
        if (now - start(boundary, window.getValue()) < period) {
          break;
        }
        settle(boundary, holders);
        expired.add(dead - before);
      } else {
        while (through < queue && now - start(through + 1, window.getValue()) >= period) {
          settle(through + 1, holders);
        }
        expired.add(dead - before);
        break;
      }
    }
    return expired;
  }

  private void settle(long last, Set<Long> holders) {
    while (through < last) {
      through++;
      dead += holders.contains(through) ? 0 : 1;
    }
  }
}
