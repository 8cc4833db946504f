package waitingroom.room.cluster;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import waitingroom.room.RoomId;

/**
 * Before it says that it is ready, a node that has just started practises how to bring up a room:
 * the first recovery of a process and its first write take a second longer than the others, and
 * visitors would wait for them when the first real room comes here. Writes nothing to the database.
 */
public final class WarmUp {
  /** A room that cannot be read must not keep the node from its work. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** So many real rooms at most, which have snapshots and more events. */
  private static final int ROOMS_MAX = 5;

  /** How often a room is played through in memory, and nothing read. */
  private static final int ROUNDS = 3;

  private WarmUp() {}

  /**
   * Starts as soon as the node knows which rooms there are.
   *
   * @return done when it is over, with or without success, or has taken too long; never fails
   */
  public static CompletionStage<Done> start(ActorSystem<?> system, StatusBoard board) {
    return board
        .heard()
        .thenComposeAsync(known -> start(system, known.names(), LIMIT), system.executionContext());
  }

  /** As above; whoever waits, waits for {@code limit} at most. */
  static CompletionStage<Done> start(ActorSystem<?> system, Set<RoomId> rooms, Duration limit) {
    CompletableFuture<Done> over = new CompletableFuture<>();
    system.systemActorOf(
        next(scenes(rooms), () -> over.complete(Done.getInstance())), "rehearsal", Props.empty());
    return over.completeOnTimeout(Done.getInstance(), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Iterator<Behavior<WarmUpRoom.Step>> scenes(Set<RoomId> rooms) {
    Stream<Behavior<WarmUpRoom.Step>> anywhere =
        Stream.generate(() -> Stream.of(WarmUpRoom.playing(), WarmUpRoom.readingNothing()))
            .limit(ROUNDS)
            .flatMap(round -> round);
    return Stream.concat(anywhere, rooms.stream().limit(ROOMS_MAX).map(WarmUpRoom::reading))
        .iterator();
  }

  /** One after the other; one that fails is over too. */
  private static Behavior<Void> next(Iterator<Behavior<WarmUpRoom.Step>> scenes, Runnable over) {
    if (!scenes.hasNext()) {
      return Behaviors.stopped(over::run);
    }
    return Behaviors.setup(
        context -> {
          context.watch(context.spawnAnonymous(scenes.next()));
          return Behaviors.receive(Void.class)
              .onSignal(Terminated.class, ended -> next(scenes, over))
              .build();
        });
  }
}
