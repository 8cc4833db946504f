package waitingroom.schedule;

import org.jspecify.annotations.Nullable;

/**
 * The time before the pool of a draw opens, in which nobody may wait in line: who did would stand
 * ahead of all who are drawn.
 *
 * @param seconds of it in a room that calls people
 */
public record Early(long seconds) {
  /**
   * The event for whose pool people are to come back; null: they may wait.
   *
   * @param calls whether the room calls people at all
   */
  public @Nullable ScheduledEvent at(Schedule schedule, long second, boolean calls) {
    if (schedule.underWay().isPresent()) {
      return null;
    }
    return schedule
        .next()
        .map(Planned::event)
        .filter(ScheduledEvent::draws)
        .filter(event -> !calls || second >= event.begin() - seconds)
        .orElse(null);
  }
}
