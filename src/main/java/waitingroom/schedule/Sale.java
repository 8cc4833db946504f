package waitingroom.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Summary of a room's schedule, known to every node. Times are epoch seconds.
 *
 * @param event under way, or the next one; null: none is left
 * @param drawn the pools of this epoch whose places were drawn
 */
public record Sale(@Nullable Current event, List<Drawn> drawn) {
  public Sale {
    drawn = List.copyOf(drawn);
  }

  /**
   * The event that counts now.
   *
   * @param begins when its pool opens, or people are called
   * @param starts when people are called, or the pool closes
   * @param draws whether places are drawn
   * @param poolFirst first position of the pool; 0: none
   * @param poolSize people in the pool once it is closed; 0: not yet
   * @param round of the beacon that is waited for; 0: none
   */
  public record Current(
      String id,
      long number,
      String name,
      Stage stage,
      long begins,
      long starts,
      long ends,
      boolean draws,
      long poolFirst,
      long poolSize,
      long round) {
    /** True for the position of somebody whose place is not known yet. */
    public boolean isUndrawn(long position) {
      return draws
          && poolFirst > 0
          && position >= poolFirst
          && (poolSize == 0 || position - poolFirst < poolSize);
    }
  }

  /** Summary of a schedule; null: there never was an event. */
  public static @Nullable Sale of(Schedule schedule) {
    return schedule.isEmpty()
        ? null
        : new Sale(
            schedule.current().map(one -> current(one, schedule.pool())).orElse(null),
            schedule.drawn());
  }

  private static Current current(Planned planned, @Nullable Pool pool) {
    ScheduledEvent event = planned.event();
    Long size = pool == null ? null : pool.size();
    DrawSteps steps = pool == null ? null : pool.draw();
    return new Current(
        event.id(),
        event.number(),
        event.name(),
        planned.stage(),
        event.begin(),
        event.closes(),
        event.end(),
        event.draws(),
        pool == null ? 0 : pool.first(),
        size == null ? 0 : size,
        steps == null ? 0 : steps.round());
  }
}
