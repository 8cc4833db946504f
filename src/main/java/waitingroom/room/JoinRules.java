package waitingroom.room;

import java.util.ArrayList;
import java.util.List;
import waitingroom.room.RoomAnswer.Joined;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.ticket.RoomKey;

/** Rules for joining: one batch at one moment. */
final class JoinRules {
  private final RoomState room;
  private final long lineMillis;

  JoinRules(RoomState room, long lineMillis) {
    this.room = room;
    this.lineMillis = lineMillis;
  }

  Decision decide(String origin, long batch, int visitors) {
    PositionsAssigned last = room.lastBatches().of(origin);
    if (last != null && last.batch() == batch) {
      return Decision.of(joined(last));
    }
    if (last != null && last.batch() > batch) {
      return Decision.refuse(Rejection.STALE_BATCH);
    }
    if (room.settings().rejects()) {
      return Decision.refuse(Rejection.ROOM_REJECTS);
    }
    Counters counters = room.counters();
    if (counters.queue() + visitors > RoomKey.POSITION_MAX) {
      return Decision.refuse(Rejection.ROOM_FULL);
    }
    int count = (int) Math.min(visitors, places());
    if (count <= 0) {
      return Decision.refuse(Rejection.LINE_FULL);
    }
    var assigned = new PositionsAssigned(counters.queue() + 1, count, lineMillis, origin, batch);
    List<RoomEvent> events = new ArrayList<>(List.of(assigned));
    events.addAll(new LineRules(room, lineMillis).passThrough(counters.queue() + count));
    return new Decision(joined(assigned), events);
  }

  /** Free places in the line. */
  private long places() {
    long max = room.settings().maxQueueLength();
    return max == 0 ? Long.MAX_VALUE : max - room.counters().waiting();
  }

  private Joined joined(PositionsAssigned batch) {
    return new Joined(room.epoch(), batch.first(), batch.count(), batch.atMillis() / 1000);
  }
}
