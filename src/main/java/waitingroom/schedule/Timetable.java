package waitingroom.schedule;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The next stage of a schedule's events, by the time of the room's host. A stage is told once, and
 * later ones never come before it, however the clock steps.
 *
 * @param schedule what holds so far
 * @param upSince when the host took the room over, epoch seconds
 */
public record Timetable(Schedule schedule, long upSince) {
  /** A pool whose end the room has missed stays open for that long once it is back. */
  static final long EXTENSION_SECONDS = 15;

  /**
   * A stage that an event has reached.
   *
   * @param extended the pool closes later than planned
   */
  public record Due(ScheduledEvent event, Stage stage, boolean extended) {}

  /** The stage that is due at that second, or was before; empty: none. */
  public Optional<Due> due(long second) {
    Optional<Due> missed =
        schedule.missed(second).map(one -> new Due(one.event(), Stage.OVER, false));
    return missed.isPresent()
        ? missed
        : schedule.current().flatMap(one -> Optional.ofNullable(due(one, second)));
  }

  private @Nullable Due due(Planned planned, long second) {
    ScheduledEvent event = planned.event();
    return switch (planned.stage()) {
      case AHEAD -> begun(event, second);
      case PREQUEUE -> closed(event, second);
      case RUNNING -> second >= event.end() ? new Due(event, Stage.OVER, false) : null;
      case DRAWING, OVER -> null;
    };
  }

  private static @Nullable Due begun(ScheduledEvent event, long second) {
    if (second >= event.end()) {
      return new Due(event, Stage.OVER, false);
    }
    if (second < event.begin()) {
      return null;
    }
    boolean missed = !event.draws() && second >= event.closes();
    return new Due(event, event.gathers() && !missed ? Stage.PREQUEUE : Stage.RUNNING, false);
  }

  private @Nullable Due closed(ScheduledEvent event, long second) {
    if (second < closes(event)) {
      return null;
    }
    boolean extended = closes(event) > event.closes();
    return new Due(event, event.draws() ? Stage.DRAWING : Stage.RUNNING, extended);
  }

  /** When its pool closes: later than planned when the room was away at that time. */
  private long closes(ScheduledEvent event) {
    boolean away = event.draws() && upSince > event.closes();
    return away ? upSince + EXTENSION_SECONDS : event.closes();
  }

  /** The second in which the next stage is due; {@link Long#MAX_VALUE}: none by the clock. */
  public long nextChange() {
    return schedule
        .current()
        .map(
            one ->
                switch (one.stage()) {
                  case AHEAD -> one.event().begin();
                  case PREQUEUE -> closes(one.event());
                  case RUNNING -> one.event().end();
                  case DRAWING, OVER -> Long.MAX_VALUE;
                })
        .orElse(Long.MAX_VALUE);
  }
}
