package waitingroom.readside;

import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Sink;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.room.RoomId;

/** Reads the statistics of rooms. */
public final class Statistics {
  private static final long SECONDS_PER_MINUTE = 60;

  private final ActorSystem<?> system;
  private final StatisticsTable table;
  private final Duration keep;
  private final Clock clock;

  Statistics(ActorSystem<?> system, StatisticsTable table, Duration keep, Clock clock) {
    this.system = system;
    this.table = table;
    this.keep = keep;
    this.clock = clock;
  }

  /**
   * Statistics of a room as of an event.
   *
   * @param arrivalsPerSecond positions assigned per second over the last minute
   * @param admissionsPerSecond positions called per second over the last minute
   * @param waits of this epoch
   */
  public record Now(
      long sequenceNr, double arrivalsPerSecond, double admissionsPerSecond, Waits waits) {}

  /** Current statistics of a room. */
  public CompletionStage<Now> now(RoomId room) {
    long second = clock.instant().getEpochSecond();
    return table.read(room).thenApply(found -> now(found.orElseGet(TallyMemory::none), second));
  }

  private static Now now(TallyMemory memory, long second) {
    return new Now(
        memory.sequenceNr(),
        RecentSeconds.perSecond(memory.arrivals(), second),
        RecentSeconds.perSecond(memory.admissions(), second),
        Waits.fromBytes(memory.waits()));
  }

  /**
   * History of a room, with a point for every step.
   *
   * @param window a multiple of minutes
   */
  public CompletionStage<List<HistoryPoint>> history(RoomId room, HistoryWindow window) {
    long oldest = clock.instant().minus(keep).getEpochSecond();
    long from = Math.floorDiv(Math.max(window.from(), oldest), SECONDS_PER_MINUTE);
    long until = Math.floorDiv(Math.min(window.until(), now()) - 1, SECONDS_PER_MINUTE) + 1;
    History history = new History(window);
    if (until <= from) {
      return CompletableFuture.completedStage(history.points());
    }
    return table
        .minutes(room, from, until)
        .runWith(Sink.foreach(history::add), system)
        .thenApply(done -> history.points());
  }

  /** A time after the end of the current minute, epoch seconds. */
  private long now() {
    return clock.instant().getEpochSecond() + SECONDS_PER_MINUTE;
  }
}
