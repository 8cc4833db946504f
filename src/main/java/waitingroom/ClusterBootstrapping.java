package waitingroom;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How a node finds the others where nobody can name seed nodes: it opens Akka Management, asks a
 * discovery (in Kubernetes its API) where the Management of the other nodes is, and they agree who
 * begins.
 */
final class ClusterBootstrapping {
  private ClusterBootstrapping() {}

  /**
   * Starts looking. Whether the node has become a member is for its readiness to say.
   *
   * @return done when Management listens; fails when its port is taken
   */
  static CompletionStage<Done> start(ActorSystem<?> system) {
    AkkaManagement management = AkkaManagement.get(system);
    return management
        .start()
        .exceptionallyCompose(failure -> CompletableFuture.failedStage(taken(failure)))
        .thenApply(
            uri -> {
              ClusterBootstrap.get(system).start();
              return Done.getInstance();
            });
  }

  private static IllegalArgumentException taken(Throwable failure) {
    return new IllegalArgumentException(
        "Akka Management cannot listen: set WAITING_ROOM_MANAGEMENT_HOST to an address of this"
            + " machine and WAITING_ROOM_MANAGEMENT_PORT to a free port (%s)"
                .formatted(failure.getMessage()),
        failure);
  }
}
