package waitingroom.room.cluster;

import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.FormatRaised;
import waitingroom.room.RoomEvent.OfSchedule;
import waitingroom.room.RoomEvent.RoomClosed;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.SettingsChanged;

/**
 * Events of operators and of the schedule, which are rare enough to log; visitors and inlets make
 * many a second.
 */
final class OperatorEvents {
  private OperatorEvents() {}

  static boolean include(RoomEvent event) {
    return event instanceof RoomOpened
        || event instanceof SettingsChanged
        || event instanceof RoomReset
        || event instanceof RoomClosed
        || event instanceof FormatRaised
        || event instanceof OfSchedule
        || (event instanceof ServingAdvanced moved
            && moved.cause() == ServingAdvanced.Cause.OPERATOR);
  }
}
