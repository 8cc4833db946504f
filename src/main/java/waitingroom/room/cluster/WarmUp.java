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
 * Warm-up of a node before it reports ready: it recovers rooms for practice, because the first
 * recovery and the first write of a process take a second longer than later ones, and visitors of
 * the first real room would wait for them. Writes nothing to the database.
 */
public final class WarmUp {
  /** An unreadable room must not keep the node from its work. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Maximum number of real rooms, which have snapshots and more events. */
  private static final int ROOMS_MAX = 5;

  /** Number of rounds in memory and of reads of a room without events. */
  private static final int ROUNDS = 3;

  private WarmUp() {}

  /**
   * Starts as soon as the node knows which rooms exist.
   *
   * @return completes at the end, with or without success, or when it takes too long; never fails
   */
  public static CompletionStage<Done> start(ActorSystem<?> system, StatusBoard board) {
    return board
        .heard()
        .thenComposeAsync(known -> start(system, known.names(), LIMIT), system.executionContext());
  }

  /** Starts immediately; the stage completes after {@code limit} at the latest. */
  static CompletionStage<Done> start(ActorSystem<?> system, Set<RoomId> rooms, Duration limit) {
    CompletableFuture<Done> over = new CompletableFuture<>();
    system.systemActorOf(
        next(scenes(rooms), () -> over.complete(Done.getInstance())), "warm-up", Props.empty());
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

  /** Runs the scenes one after the other, whether or not they succeed. */
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
