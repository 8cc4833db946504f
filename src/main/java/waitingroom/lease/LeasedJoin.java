package waitingroom.lease;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Entry into a cluster by seed nodes. The first of them forms a new cluster if no other answers: it
 * does that only with the lease. Without it, it joins the others, and never the cluster in the row:
 * a node that has this keyspace by mistake must not enter.
 */
public final class LeasedJoin {
  private static final String ROLES = "akka.cluster.roles";
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final ActorSystem<?> system;
  private final LeaseKeeper keeper;
  private final Cluster cluster;
  private final List<Address> seeds;
  private boolean toldOthers;

  private LeasedJoin(ActorSystem<?> system, LeaseKeeper keeper, List<Address> seeds) {
    this.system = system;
    this.keeper = keeper;
    this.cluster = Cluster.get(system);
    this.seeds = List.copyOf(seeds);
  }

  /** The configuration with which the node starts: others know that it keeps the lease. */
  public static Config announced(Config config) {
    List<String> roles = new ArrayList<>(config.getStringList(ROLES));
    roles.add(Membership.ROLE);
    return config.withValue(ROLES, ConfigValueFactory.fromIterable(roles));
  }

  /**
   * Joins.
   *
   * @param seeds at least one
   */
  public static void join(ActorSystem<?> system, LeaseKeeper keeper, List<Address> seeds) {
    LeasedJoin join = new LeasedJoin(system, keeper, seeds);
    if (seeds.get(0).equals(join.self())) {
      join.attempt();
    } else {
      join.tell(seeds);
    }
  }

  private Address self() {
    return cluster.selfMember().address();
  }

  private void tell(List<Address> nodes) {
    cluster.manager().tell(new JoinSeedNodes(nodes));
  }

  private void attempt() {
    if (keeper.entered()) {
      return;
    }
    var unused = keeper.mayForm().thenAccept(this::go);
  }

  private void go(boolean mayForm) {
    if (mayForm) {
      tell(seeds);
      return;
    }
    joinOthers();
    var unused = system.scheduler().scheduleOnce(AGAIN, this::attempt, system.executionContext());
  }

  /** Once: to join again would begin anew. */
  private synchronized void joinOthers() {
    List<Address> others = seeds.stream().filter(one -> !one.equals(self())).toList();
    if (!toldOthers && !others.isEmpty()) {
      toldOthers = true;
      tell(others);
    }
  }
}
