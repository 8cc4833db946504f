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
 * A kind of projection. Every room has one instance of each kind, so that an event that stalls one
 * stops no other.
 *
 * @param name key of its stored offsets
 * @param handler creates a room's handler, again after each failure
 * @param groupMax events saved together
 * @param groupWithin longest wait for a full group
 */
public record RoomProjection(
    String name,
    Function<RoomId, RoomEvents.Start> start,
    Function<RoomId, EventHandler> handler,
    int groupMax,
    Duration groupWithin) {
  private static final int RETRIES = 2;
  private static final Duration RETRY_AFTER = Duration.ofMillis(200);

  Behavior<ProjectionBehavior.Command> behavior(
      JournalReader journal, OffsetTime offset, Progress progress) {
    RoomId room = progress.room();
    return ProjectionBehavior.create(
        CassandraProjection.groupedWithin(
                ProjectionId.of(name, room.value()),
                new RoomEvents(journal, offset, progress, start.apply(room)),
                () -> handler.apply(room))
            .withGroup(groupMax, groupWithin)
            .withRecoveryStrategy(HandlerRecoveryStrategy.retryAndFail(RETRIES, RETRY_AFTER))
            .withStatusObserver(new Observer(progress)));
  }

  /** Forwards status from Akka Projection to the progress. */
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
