package waitingroom.room.cluster;

import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomStatus;
import waitingroom.store.CborSerializable;

/**
 * An answer with the room's status after it, so that the asking node sees its own writes
 * immediately.
 */
public record RoomReply(RoomAnswer answer, RoomStatus status) implements CborSerializable {}
