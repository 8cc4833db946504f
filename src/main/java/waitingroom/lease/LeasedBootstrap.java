package waitingroom.lease;

import akka.actor.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.management.cluster.bootstrap.ClusterBootstrapSettings;
import akka.management.cluster.bootstrap.JoinDecision;
import akka.management.cluster.bootstrap.JoinSelf$;
import akka.management.cluster.bootstrap.KeepProbing$;
import akka.management.cluster.bootstrap.LowestAddressJoinDecider;
import akka.management.cluster.bootstrap.SeedNodesInformation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scala.compat.java8.FutureConverters;
import scala.concurrent.Future;

/**
 * Entry into a cluster by Akka Management, which creates this by name ({@code join-decider}): the
 * node that would form a new cluster does so only with the lease.
 */
public final class LeasedBootstrap extends LowestAddressJoinDecider {
  private final ActorSystem system;

  /** Called by Akka Management. */
  public LeasedBootstrap(ActorSystem system, ClusterBootstrapSettings settings) {
    super(system, settings);
    this.system = system;
  }

  @Override
  public Future<JoinDecision> decide(SeedNodesInformation found) {
    return FutureConverters.toScala(
        FutureConverters.toJava(super.decide(found)).thenCompose(this::withLease));
  }

  private CompletionStage<JoinDecision> withLease(JoinDecision decision) {
    if (decision != JoinSelf$.MODULE$) {
      return CompletableFuture.completedStage(decision);
    }
    return LeaseBoard.of(Adapter.toTyped(system))
        .mayForm()
        .thenApply(may -> may ? decision : KeepProbing$.MODULE$);
  }
}
