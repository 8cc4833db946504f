package waitingroom;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * First step of a node's shutdown: its readiness reports it, and nothing else changes until the
 * notice ends. {@code cluster.conf} describes the later steps.
 */
final class Leaving {
  private Leaving() {}

  /** Delays the closing of the listeners by the notice. */
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

  /** True once the node is stopping. */
  static boolean began(ActorSystem<?> system) {
    return CoordinatedShutdown.get(system).getShutdownReason().isPresent();
  }
}
