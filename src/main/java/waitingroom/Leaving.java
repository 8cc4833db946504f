package waitingroom;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The first thing that a node does when it stops: its readiness says so, and for a while nothing
 * else changes. What follows stands in {@code cluster.conf}.
 */
final class Leaving {
  private Leaving() {}

  /** Has the node wait that long before it closes its listeners. */
  static void announce(ActorSystem<?> system, Duration notice) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "readiness-says-so",
            () ->
                CompletableFuture.supplyAsync(
                    Done::getInstance,
                    CompletableFuture.delayedExecutor(notice.toMillis(), TimeUnit.MILLISECONDS)));
  }

  /** Whether the node is stopping. */
  static boolean began(ActorSystem<?> system) {
    return CoordinatedShutdown.get(system).getShutdownReason().isPresent();
  }
}
