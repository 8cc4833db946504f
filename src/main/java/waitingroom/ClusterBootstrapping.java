package waitingroom;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Formation of a cluster without seed nodes: a node opens Akka Management, asks a discovery (in
 * Kubernetes, its API) for the Management addresses of the other nodes, and they agree which node
 * starts the cluster.
 */
final class ClusterBootstrapping {
  private ClusterBootstrapping() {}

  /**
   * Starts the search for other nodes; readiness reports whether the node has become a member.
   *
   * @param mayEnter the search waits for it
   * @return done when Management listens; fails when its port is taken
   */
  static CompletionStage<Done> start(ActorSystem<?> system, CompletionStage<Done> mayEnter) {
    AkkaManagement management = AkkaManagement.get(system);
    return management
        .start()
        .exceptionallyCompose(failure -> CompletableFuture.failedStage(taken(failure)))
        .thenApply(
            uri -> {
              var unused = mayEnter.thenRun(() -> ClusterBootstrap.get(system).start());
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
