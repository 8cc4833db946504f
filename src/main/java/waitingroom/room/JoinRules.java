package waitingroom.room;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomAnswer.Joined;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.schedule.Stage;
import waitingroom.ticket.RoomKey;

/** Rules for joining: one batch at one moment. */
final class JoinRules {
  private final RoomState room;
  private final ScheduleRules schedule;
  private final long lineMillis;

  JoinRules(RoomState room, ScheduleRules schedule, long lineMillis) {
    this.room = room;
    this.schedule = schedule;
    this.lineMillis = lineMillis;
  }

  Decision decide(String origin, long batch, int visitors) {
    PositionsAssigned last = room.lastBatches().of(origin);
    if (last != null && last.batch() == batch) {
      return Decision.of(joined(last, null));
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
    boolean early = schedule.early() != null;
    long places = early ? Math.min(places(), calledAtOnce(visitors)) : places();
    int count = (int) Math.min(visitors, places);
    if (count <= 0) {
      return Decision.refuse(early ? Rejection.TOO_EARLY : Rejection.LINE_FULL);
    }
    var assigned = new PositionsAssigned(counters.queue() + 1, count, lineMillis, origin, batch);
    List<RoomEvent> events = new ArrayList<>(List.of(assigned));
    events.addAll(new LineRules(room, lineMillis).passThrough(counters.queue() + count));
    return new Decision(joined(assigned, early ? Rejection.TOO_EARLY : null), events);
  }

  /** Free places in the line; a pool has no limit. */
  private long places() {
    long max = room.settings().maxQueueLength();
    return max == 0 || room.schedule().stage() == Stage.PREQUEUE
        ? Long.MAX_VALUE
        : max - room.counters().waiting();
  }

  /** Number of those who would not have to wait. */
  private long calledAtOnce(int visitors) {
    return room.settings().passesThrough()
        ? visitors
        : new LineRules(room, lineMillis).wouldCall(visitors);
  }

  private Joined joined(PositionsAssigned batch, @Nullable Rejection others) {
    return new Joined(room.epoch(), batch.first(), batch.count(), batch.atMillis() / 1000, others);
  }
}
