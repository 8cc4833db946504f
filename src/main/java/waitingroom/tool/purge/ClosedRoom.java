package waitingroom.tool.purge;

import java.time.Instant;
import waitingroom.room.RoomId;

/**
 * A room whose last event closed it.
 *
 * @param lastEvent sequence number of that event
 * @param closedAt by the room's clock
 */
record ClosedRoom(RoomId id, long lastEvent, Instant closedAt) {

  String persistenceId() {
    return id.persistenceId();
  }
}
