package waitingroom.room.cluster;

import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomStatus;
import waitingroom.store.CborSerializable;

/**
 * An answer, and the room's status after it, so that the asking node sees its own writes at once.
 */
public record RoomReply(RoomAnswer answer, RoomStatus status) implements CborSerializable {}
