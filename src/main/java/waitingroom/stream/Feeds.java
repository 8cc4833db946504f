package waitingroom.stream;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Outcome;
import waitingroom.room.PositionQuery;
import waitingroom.room.RoomId;

/**
 * The feeds of one node: one for each room with listeners. Reads this node's view of these rooms
 * ten times a second.
 */
final class Feeds extends AbstractBehavior<Feeds.Command> {
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Short, so that visitors whose turn has come hear of it soon even when the room is busy. */
  private static final long ANSWER_SECONDS_MAX = 1;

  sealed interface Command {}

  record Open(RoomId room, Visit visit) implements Command {}

  record Close(RoomId room, Visit visit) implements Command {}

  /** The node is stopping: all streams end, and new ones end at once. */
  enum Stop implements Command {
    INSTANCE
  }

  private enum Look implements Command {
    INSTANCE
  }

  private record Answered(RoomId room, Visit visit, @Nullable Outcome<Long> outcome)
      implements Command {}

  /** The node, as the feeds need it. */
  interface Dependencies {
    /** This node's current view of a room. */
    RoomFeed.View view(RoomId room);

    CompletionStage<Outcome<Long>> expiresIn(RoomId room, PositionQuery query);
  }

  private final StreamSettings settings;
  private final Dependencies dependencies;
  private final Map<RoomId, RoomFeed> feeds = new HashMap<>();
  private final Function<RoomId, RoomFeed> newFeed;
  private boolean stopping;

  private Feeds(ActorContext<Command> context, StreamSettings settings, Dependencies dependencies) {
    super(context);
    this.settings = settings;
    this.dependencies = dependencies;
    this.newFeed = room -> new RoomFeed(this.settings, visit -> ask(room, visit));
  }

  static Behavior<Command> create(StreamSettings settings, Dependencies dependencies) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Look.INSTANCE, LOOK);
                  return new Feeds(context, settings, dependencies);
                }));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Open.class, this::onOpen)
        .onMessage(Close.class, this::onClose)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Look.class, look -> onLook())
        .onMessage(Stop.class, stop -> onStop())
        .build();
  }

  private Behavior<Command> onOpen(Open open) {
    if (stopping) {
      open.visit().reader().end();
      return this;
    }
    feeds.computeIfAbsent(open.room(), newFeed).open(open.visit(), dependencies.view(open.room()));
    return this;
  }

  private Behavior<Command> onClose(Close close) {
    RoomFeed feed = feeds.get(close.room());
    if (feed != null) {
      feed.close(close.visit());
    }
    return this;
  }

  private Behavior<Command> onLook() {
    for (Iterator<Map.Entry<RoomId, RoomFeed>> all = feeds.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<RoomId, RoomFeed> entry = all.next();
      if (entry.getValue().isEmpty()) {
        all.remove();
      } else {
        entry.getValue().look(dependencies.view(entry.getKey()));
      }
    }
    return this;
  }

  private void ask(RoomId room, Visit visit) {
    var place = Objects.requireNonNull(visit.place());
    CompletionStage<Outcome<Long>> answer =
        dependencies
            .expiresIn(room, new PositionQuery(place.epoch(), place.position()))
            .toCompletableFuture()
            .copy()
            .orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    getContext().pipeToSelf(answer, (outcome, failure) -> new Answered(room, visit, outcome));
  }

  private Behavior<Command> onAnswered(Answered answered) {
    RoomFeed feed = feeds.get(answered.room());
    if (feed != null) {
      Outcome<Long> outcome = answered.outcome();
      if (outcome == null) {
        feed.failed(answered.visit(), System.nanoTime());
      } else {
        feed.answered(answered.visit(), outcome, System.nanoTime());
      }
    }
    return this;
  }

  private Behavior<Command> onStop() {
    stopping = true;
    feeds.values().forEach(RoomFeed::stop);
    feeds.clear();
    return this;
  }
}
