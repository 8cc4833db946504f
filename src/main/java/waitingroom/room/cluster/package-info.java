/**
 * The cluster side of rooms: the sharded entity, the directory of names, the boards that every node
 * keeps, and {@link waitingroom.room.cluster.WaitingRooms}, the facade for the edges.
 */
@NullMarked
package waitingroom.room.cluster;

import org.jspecify.annotations.NullMarked;
