package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.schedule.Schedule;
import waitingroom.store.Bitmaps;
import waitingroom.store.CborSerializable;
import waitingroom.store.Formatted;

/**
 * Stored form of a room's state. Its schema is frozen by a golden file, like that of the events.
 *
 * @param expired bitmap of positions, RoaringBitmap's portable 64-bit format
 * @param closed bitmap of positions, same format
 * @param line null in the first snapshots
 * @param schedule null: the room never had an event
 * @param poolTimes entry times of an event's pool; null: there is none
 * @param format 0 in the first snapshots, which were written in {@link Formatted#FIRST}
 */
public record RoomSnapshot(
    Phase phase,
    long epoch,
    RoomSettings settings,
    long settingsVersion,
    Counters counters,
    List<PositionsAssigned> lastBatches,
    List<Grant> liveSessions,
    byte[] expired,
    byte[] closed,
    LineState.@Nullable Memory line,
    int format,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Schedule schedule,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<EntryTimes.Run> poolTimes)
    implements CborSerializable, Formatted {

  /** A room that never had an event. */
  RoomSnapshot(
      Phase phase,
      long epoch,
      RoomSettings settings,
      long settingsVersion,
      Counters counters,
      List<PositionsAssigned> lastBatches,
      List<Grant> liveSessions,
      byte[] expired,
      byte[] closed,
      LineState.@Nullable Memory line,
      int format) {
    this(
        phase,
        epoch,
        settings,
        settingsVersion,
        counters,
        lastBatches,
        liveSessions,
        expired,
        closed,
        line,
        format,
        null,
        null);
  }

  EntryTimes restoredPoolTimes() {
    EntryTimes times = new EntryTimes();
    if (poolTimes != null) {
      poolTimes.forEach(run -> times.found(run.first(), run));
    }
    return times;
  }

  LastBatches restoredBatches() {
    LastBatches batches = new LastBatches();
    lastBatches.forEach(batches::remember);
    return batches;
  }

  Sessions restoredSessions() {
    Sessions sessions = new Sessions(Bitmaps.fromBytes(expired), Bitmaps.fromBytes(closed));
    liveSessions.forEach(grant -> sessions.grant(grant.terms(), grant.positions()));
    return sessions;
  }

  /** The first snapshots held only the counters of the line. */
  LineState restoredLine() {
    return new LineState(counters, line == null ? LineState.Memory.NONE : line);
  }
}
