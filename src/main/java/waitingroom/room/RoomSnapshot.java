package waitingroom.room;

import java.util.List;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;

/**
 * The state of a room as the snapshot store keeps it. Its schema is frozen by a golden file, like
 * the events'.
 *
 * @param expired bitmap of positions, RoaringBitmap's portable 64-bit format
 * @param closed bitmap of positions, same format
 */
record RoomSnapshot(
    Phase phase,
    long epoch,
    RoomSettings settings,
    long settingsVersion,
    Counters counters,
    List<PositionsAssigned> lastBatches,
    List<Grant> liveSessions,
    byte[] expired,
    byte[] closed)
    implements CborSerializable {}
