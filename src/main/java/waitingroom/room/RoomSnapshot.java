package waitingroom.room;

import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.store.CborSerializable;
import waitingroom.store.Formatted;

/**
 * Stored form of a room's state. Its schema is frozen by a golden file, like that of the events.
 *
 * @param expired bitmap of positions, RoaringBitmap's portable 64-bit format
 * @param closed bitmap of positions, same format
 * @param line null in the first snapshots
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
    int format)
    implements CborSerializable, Formatted {

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
