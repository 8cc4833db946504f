package waitingroom.room;

import java.util.ArrayList;
import java.util.List;
import waitingroom.room.RoomAnswer.Accepted;
import waitingroom.room.RoomEvent.RoomClosed;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.room.RoomEvent.SettingsChanged;

/** Rules for opening, changing and closing a room under an expected settings version. */
final class LifeRules {
  private final RoomState room;
  private final long lineMillis;

  LifeRules(RoomState room, long lineMillis) {
    this.room = room;
    this.lineMillis = lineMillis;
  }

  Decision configure(RoomSettings wanted, ExpectedVersion expected) {
    if (!expected.matches(room)) {
      return Decision.refuse(Rejection.VERSION_MISMATCH);
    }
    if (!room.isOpen()) {
      return Decision.of(new Accepted(), new RoomOpened(room.epoch() + 1, wanted, lineMillis));
    }
    return wanted.equals(room.configured())
        ? Decision.of(new Accepted())
        : new Decision(new Accepted(), changed(wanted));
  }

  /** A counter beyond the end of the line would let people in past an exact cap. */
  private List<RoomEvent> changed(RoomSettings wanted) {
    List<RoomEvent> events = new ArrayList<>();
    events.add(new SettingsChanged(wanted, lineMillis));
    Counters counters = room.counters();
    RoomSettings holding = room.holding(wanted);
    if (!holding.mayServeAhead() && counters.serving() > counters.queue()) {
      long by = counters.queue() - counters.serving();
      events.add(new ServingAdvanced(counters.queue(), by, lineMillis, Cause.OPERATOR));
    } else if (holding.passesThrough() && counters.serving() < counters.queue()) {
      long by = counters.queue() - counters.serving();
      events.add(new ServingAdvanced(counters.queue(), by, lineMillis, Cause.INLET));
    }
    return events;
  }

  Decision close(ExpectedVersion expected) {
    return expected.matches(room)
        ? Decision.of(new Accepted(), new RoomClosed(lineMillis))
        : Decision.refuse(Rejection.VERSION_MISMATCH);
  }
}
