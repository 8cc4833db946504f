package waitingroom.projection;

import akka.actor.typed.Behavior;
import akka.projection.HandlerRecoveryStrategy;
import akka.projection.ProjectionBehavior;
import akka.projection.ProjectionId;
import akka.projection.StatusObserver;
import akka.projection.cassandra.javadsl.CassandraProjection;
import java.time.Duration;
import java.util.function.Function;
import waitingroom.room.RoomId;
import waitingroom.store.JournalReader;
import waitingroom.store.JournalReader.Entry;

/**
 * A kind of projection; each room has its own of each, so that an event that one of them cannot get
 * past stops nothing else.
 *
 * @param name under which its offsets are kept
 * @param start where that of a room begins
 * @param handler makes the handler of a room, anew after each failure
 * @param groupMax events that are saved together
 * @param groupWithin how long to wait for them
 */
public record RoomProjection(
    String name,
    Function<RoomId, RoomEvents.Start> start,
    Function<RoomId, EventHandler> handler,
    int groupMax,
    Duration groupWithin) {
  private static final int RETRIES = 2;
  private static final Duration RETRY_AFTER = Duration.ofMillis(200);

  Behavior<ProjectionBehavior.Command> behavior(JournalReader journal, Progress progress) {
    RoomId room = progress.room();
    return ProjectionBehavior.create(
        CassandraProjection.groupedWithin(
                ProjectionId.of(name, room.value()),
                new RoomEvents(journal, progress, start.apply(room)),
                () -> handler.apply(room))
            .withGroup(groupMax, groupWithin)
            .withRecoveryStrategy(HandlerRecoveryStrategy.retryAndFail(RETRIES, RETRY_AFTER))
            .withStatusObserver(new Observer(progress)));
  }

  /** Tells the progress what Akka Projection tells. */
  private static final class Observer extends StatusObserver<Entry> {
    private final Progress progress;

    Observer(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void started(ProjectionId id) {}

    @Override
    public void failed(ProjectionId id, Throwable cause) {
      progress.failed(cause);
    }

    @Override
    public void stopped(ProjectionId id) {}

    @Override
    public void beforeProcess(ProjectionId id, Entry entry) {}

    @Override
    public void afterProcess(ProjectionId id, Entry entry) {}

    @Override
    public void offsetProgress(ProjectionId id, Entry entry) {
      progress.reached(entry.sequenceNr());
    }

    @Override
    public void error(
        ProjectionId id, Entry entry, Throwable cause, HandlerRecoveryStrategy recoveryStrategy) {}
  }
}
