package waitingroom.room.cluster;

import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.List;
import waitingroom.room.Housekeeping;
import waitingroom.room.RoomClock;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomState;
import waitingroom.room.ScheduleRules;
import waitingroom.room.cluster.WaitingRoom.Tick;
import waitingroom.schedule.Timetable;

/** The ticks of a room, and what its schedule demands by the clock. Confined to the room. */
final class RoomTicks {
  private static final long SOON_SECONDS = 3;

  private final TimerScheduler<WaitingRoom.Command> timers;
  private final Housekeeping housekeeping;
  private final RoomClock clock;
  private Duration tick = Duration.ZERO;
  private long upSince;

  RoomTicks(
      TimerScheduler<WaitingRoom.Command> timers, Housekeeping housekeeping, RoomClock clock) {
    this.timers = timers;
    this.housekeeping = housekeeping;
    this.clock = clock;
  }

  /** Starts anew: a failed write cancels the timers, and makes the room recover. */
  void restart(RoomState state) {
    clock.notBefore(state.line().latestMillis());
    housekeeping.restart(clock.lineMillis());
    upSince = clock.wallMillis() / 1000;
    tick = Duration.ZERO;
    keep(state);
  }

  /** Ticks often shortly before an event begins or ends, so that it does so on time. */
  void keep(RoomState state) {
    long change = new Timetable(state.schedule(), upSince).nextChange();
    boolean soon = state.isOpen() && change - clock.wallMillis() / 1000 <= SOON_SECONDS;
    Duration wanted = soon ? Housekeeping.FAST : housekeeping.tick(state);
    if (!wanted.equals(tick)) {
      tick = wanted;
      timers.startTimerWithFixedDelay(Tick.INSTANCE, wanted);
    }
  }

  /** Events of the schedule that are due, on whose terms everything else is decided. */
  List<RoomEvent> due(RoomState state) {
    return new ScheduleRules(state, clock.wallMillis() / 1000, clock.lineMillis()).due(upSince);
  }
}
