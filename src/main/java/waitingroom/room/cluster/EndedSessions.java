package waitingroom.room.cluster;

import waitingroom.room.RoomId;
import waitingroom.store.CborSerializable;

/**
 * Update about sessions that were completed, abandoned or fell silent.
 *
 * @param positions the new ones; a bitmap in RoaringBitmap's portable 64-bit format
 * @param total ended sessions of this epoch, including these. A node that knows fewer has missed
 *     some.
 */
record EndedSessions(RoomId room, long epoch, byte[] positions, long total)
    implements CborSerializable {}
