package waitingroom.tool.purge;

import java.time.Instant;
import waitingroom.room.RoomId;

/**
 * A room whose last event says that it was closed.
 *
 * @param lastEvent the number of that event
 * @param closedAt by the clock of the room
 */
record ClosedRoom(RoomId id, long lastEvent, Instant closedAt) {

  String persistenceId() {
    return id.persistenceId();
  }
}
