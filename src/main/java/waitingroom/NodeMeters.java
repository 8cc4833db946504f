package waitingroom;

import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.stream.StreamSupport;
import waitingroom.http.operations.Readiness;
import waitingroom.lease.LeaseBoard;

/** Gauges of the node in its cluster: members, lease, readiness. */
final class NodeMeters {
  private static final Duration CHECK_EVERY = Duration.ofSeconds(5);

  private volatile boolean ready;

  private NodeMeters() {}

  static void start(ActorSystem<?> system, Readiness readiness, MeterRegistry registry) {
    NodeMeters meters = new NodeMeters();
    var unused =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                Duration.ZERO,
                CHECK_EVERY,
                () -> meters.check(readiness),
                system.executionContext());
    Cluster cluster = Cluster.get(system);
    LeaseBoard lease = LeaseBoard.of(system);
    Gauge.builder("waitingroom.cluster.members", cluster, one -> count(one.state().getMembers()))
        .description("Members of the cluster that this node sees, unreachable ones too")
        .register(registry);
    Gauge.builder(
            "waitingroom.cluster.unreachable", cluster, one -> one.state().getUnreachable().size())
        .description("Members that this node cannot reach")
        .register(registry);
    Gauge.builder("waitingroom.lease", lease, board -> board.held() ? 1 : 0)
        .description("1 while this node's cluster has the lease of the keyspace, else 0")
        .register(registry);
    Gauge.builder("waitingroom.ready", meters, all -> all.ready ? 1 : 0)
        .description("1 if the node was ready when it was last checked, else 0")
        .strongReference(true)
        .register(registry);
  }

  private void check(Readiness readiness) {
    var unused = readiness.missing().thenAccept(missing -> ready = missing.isEmpty());
  }

  private static long count(Iterable<Member> members) {
    return StreamSupport.stream(members.spliterator(), false).count();
  }
}
