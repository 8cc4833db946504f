package waitingroom.room.cluster;

import waitingroom.room.RoomId;
import waitingroom.store.CborSerializable;

/**
 * News of sessions that were completed, abandoned or fell silent.
 *
 * @param epoch the room's; positions of other epochs are other people
 * @param positions those that are new; a bitmap in RoaringBitmap's portable 64-bit format
 * @param total how many sessions of this epoch are over, these included. Whoever knows fewer has
 *     missed some.
 */
record EndedSessions(RoomId room, long epoch, byte[] positions, long total)
    implements CborSerializable {}
