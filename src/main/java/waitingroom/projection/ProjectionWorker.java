package waitingroom.projection;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.projection.ProjectionBehavior;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.store.JournalReader;

/**
 * Runs the projections of its share of the rooms. It checks the status board a few times a second,
 * starts the projections of a room that has new events, and stops them after an idle time, so that
 * only busy rooms cost anything.
 */
public final class ProjectionWorker extends AbstractBehavior<ProjectionWorker.Command> {
  private static final Duration LOOK = Duration.ofMillis(200);

  /** After a start every room is checked; this spreads the reads. */
  private static final int STARTS_PER_LOOK = 10;

  /** Messages of a worker. */
  public enum Command {
    LOOK,
    /** Hand-over to another node: finish work in progress. */
    STOP
  }

  /**
   * Dependencies of a worker.
   *
   * @param number of this worker, from 0
   * @param workers in the whole cluster
   */
  public record Dependencies(
      int number,
      int workers,
      Duration idleAfter,
      StatusBoard rooms,
      JournalReader journal,
      List<RoomProjection> projections,
      ProgressBoard progress) {}

  private record Running(ActorRef<ProjectionBehavior.Command> projection, Progress progress) {}

  private final Dependencies dependencies;
  private final OffsetTime offset;
  private final Map<RoomId, List<Running>> running = new HashMap<>();

  /** Last event done, by room without running projections. */
  private final Map<RoomId, Long> resting = new HashMap<>();

  private boolean stopping;

  public static Behavior<Command> create(Dependencies dependencies) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Command.LOOK, Duration.ZERO, LOOK);
                  return new ProjectionWorker(context, dependencies);
                }));
  }

  private ProjectionWorker(ActorContext<Command> context, Dependencies dependencies) {
    super(context);
    this.dependencies = dependencies;
    this.offset = new OffsetTime(context.getSystem());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessageEquals(Command.LOOK, this::look)
        .onMessageEquals(Command.STOP, this::stop)
        .onSignal(Terminated.class, this::terminated)
        .onSignal(PostStop.class, signal -> forgetAll())
        .build();
  }

  private Behavior<Command> look() {
    if (stopping) {
      return this;
    }
    int starts = 0;
    for (RoomStatus status : dependencies.rooms().all()) {
      RoomId room = status.room();
      if (mine(room)
          && !running.containsKey(room)
          && status.revision() > resting.getOrDefault(room, 0L)
          && starts < STARTS_PER_LOOK) {
        start(room);
        starts++;
      }
    }
    running.values().stream().filter(this::idle).toList().forEach(this::stop);
    return this;
  }

  private boolean mine(RoomId room) {
    return Math.floorMod(room.value().hashCode(), dependencies.workers()) == dependencies.number();
  }

  private void start(RoomId room) {
    resting.remove(room);
    List<Running> all = new ArrayList<>();
    for (RoomProjection projection : dependencies.projections()) {
      Progress progress =
          new Progress(projection.name(), room, () -> revision(room), System::nanoTime);
      ActorRef<ProjectionBehavior.Command> actor =
          getContext()
              .spawn(
                  projection.behavior(dependencies.journal(), offset, progress),
                  projection.name() + "-" + room);
      getContext().watch(actor);
      dependencies.progress().add(progress);
      all.add(new Running(actor, progress));
    }
    running.put(room, all);
  }

  private long revision(RoomId room) {
    return dependencies.rooms().entry(room) instanceof StatusBoard.Entry.Known known
        ? known.status().revision()
        : 0;
  }

  private boolean idle(List<Running> room) {
    return room.stream()
        .allMatch(one -> one.progress().idleNanos() >= dependencies.idleAfter().toNanos());
  }

  private void stop(List<Running> room) {
    for (Running one : room) {
      if (one.progress().failure().isPresent()) {
        // It is waiting before a retry and would handle the message only after that.
        getContext().stop(one.projection());
      } else {
        one.projection().tell(ProjectionBehavior.stopMessage());
      }
    }
  }

  private Behavior<Command> stop() {
    stopping = true;
    running.values().forEach(this::stop);
    return running.isEmpty() ? Behaviors.stopped() : this;
  }

  /** A room's projections may start again only after all of them have ended. */
  private Behavior<Command> terminated(Terminated signal) {
    for (Map.Entry<RoomId, List<Running>> room : running.entrySet()) {
      Running ended = find(room.getValue(), signal);
      if (ended != null) {
        ended(room.getKey(), room.getValue(), ended);
        break;
      }
    }
    return stopping && running.isEmpty() ? Behaviors.stopped() : this;
  }

  private static @Nullable Running find(List<Running> room, Terminated signal) {
    return room.stream()
        .filter(one -> one.projection().path().equals(signal.getRef().path()))
        .findFirst()
        .orElse(null);
  }

  private void ended(RoomId room, List<Running> all, Running ended) {
    dependencies.progress().remove(ended.progress());
    resting.merge(room, Math.max(0, ended.progress().reached()), Math::min);
    all.remove(ended);
    if (all.isEmpty()) {
      running.remove(room);
    }
  }

  private Behavior<Command> forgetAll() {
    running
        .values()
        .forEach(all -> all.forEach(one -> dependencies.progress().remove(one.progress())));
    return this;
  }
}
