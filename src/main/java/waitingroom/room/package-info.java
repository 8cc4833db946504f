/**
 * The waiting room itself: one sharded, event-sourced entity per room, its rules as a value without
 * Akka ({@link waitingroom.room.RoomState}), and the facade by which the edges reach it ({@link
 * waitingroom.room.WaitingRooms}).
 */
@NullMarked
package waitingroom.room;

import org.jspecify.annotations.NullMarked;
