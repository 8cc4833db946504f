package waitingroom.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomEvent.PositionsAssigned;

/**
 * The newest join batch of each sender, so that a repeated batch is recognised. A sender has one
 * batch under way at a time, so its newest is enough. Bounded: the sender silent longest is
 * forgotten first. Only {@link #remember} changes it, so a replay of the events yields the same
 * senders.
 */
final class LastBatches {
  /** Far more senders than a cluster has nodes, restarts within a retry's few seconds included. */
  private static final int SENDERS_MAX = 256;

  private final Map<String, PositionsAssigned> byOrigin =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PositionsAssigned> eldest) {
          return size() > SENDERS_MAX;
        }
      };

  @Nullable PositionsAssigned of(String origin) {
    return byOrigin.get(origin);
  }

  void remember(PositionsAssigned batch) {
    byOrigin.remove(batch.origin());
    byOrigin.put(batch.origin(), batch);
  }

  /** All batches, starting with the sender silent longest. */
  List<PositionsAssigned> all() {
    return new ArrayList<>(byOrigin.values());
  }
}
