package waitingroom.fence;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether others may run this node's rooms: it stood still ({@link StallDetector}) or was cut off
 * ({@link Isolation}) for too long. For good: such a node stops.
 *
 * <p>Every writer of a journal asks here first, and again before it answers; and so does every
 * connection to the database before bytes leave.
 */
public final class Overtaken implements Extension, BooleanSupplier {
  private static final Logger log = LoggerFactory.getLogger(Overtaken.class);
  private static final long LOOK_EVERY_MILLIS = 100;

  /**
   * The two sides of a partition notice it up to a second apart: heartbeats and the looks at them
   * are half a second apart each.
   */
  private static final Duration EARLIER = Duration.ofSeconds(1);

  private static final String RESTART = ": others may run its rooms by now; start it again";

  private final Duration longest;
  private final StallDetector stall;
  private final Isolation isolation;

  /** Used by the timer's thread only. */
  private boolean ending;

  private Overtaken(Duration longest, StallDetector stall, Isolation isolation) {
    this.longest = longest;
    this.stall = stall;
    this.isolation = isolation;
  }

  /** The node's own: looks from the first call on, and stops an overtaken node. */
  public static Overtaken of(ActorSystem<?> system) {
    return system.registerExtension(Id.INSTANCE);
  }

  private static final class Id extends ExtensionId<Overtaken> {
    private static final Id INSTANCE = new Id();

    @Override
    public Overtaken createExtension(ActorSystem<?> system) {
      Config config = system.settings().config();
      boolean clustered = config.getString("akka.actor.provider").equals("cluster");
      Overtaken overtaken = clustered ? inCluster(system, config) : outside();
      overtaken.watch(system);
      return overtaken;
    }
  }

  /** The others first suspect a node, and down it when that has been stable for a while. */
  private static Overtaken inCluster(ActorSystem<?> system, Config config) {
    Cluster cluster = Cluster.get(system);
    Config settings = config.getConfig("akka.cluster");
    Duration suspected = settings.getDuration("failure-detector.acceptable-heartbeat-pause");
    Duration stable = settings.getDuration("split-brain-resolver.stable-after");
    Duration longest = suspected.plus(stable);
    return new Overtaken(
        longest,
        new StallDetector(System::nanoTime, longest, () -> isAlone(cluster)),
        new Isolation(
            System::nanoTime,
            stable.minus(EARLIER),
            () -> Majority.reachable(cluster.state()),
            () -> cluster.selfMember().status().equals(MemberStatus.down())));
  }

  /** A system without a cluster has no others. */
  private static Overtaken outside() {
    return new Overtaken(
        Duration.ofDays(1),
        new StallDetector(System::nanoTime, Duration.ofDays(1), () -> true),
        new Isolation(System::nanoTime, Duration.ofDays(1), () -> true, () -> false));
  }

  /** Time in which the others give a silent node up. */
  public Duration longest() {
    return longest;
  }

  private static boolean isAlone(Cluster cluster) {
    Iterator<Member> members = cluster.state().getMembers().iterator();
    if (members.hasNext()) {
      members.next();
    }
    return !members.hasNext();
  }

  private void watch(ActorSystem<?> system) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "fence");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(
            () -> look(system), LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    system.getWhenTerminated().whenComplete((done, failure) -> timer.shutdownNow());
  }

  private void look(ActorSystem<?> system) {
    boolean runs = stall.alive();
    boolean inTouch = isolation.look();
    if ((runs && inTouch) || ending) {
      return;
    }
    ending = true;
    log.error(
        runs ? "Node was cut off from the others and stops{}" : "Node stood still and stops{}",
        RESTART);
    var unused = CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterDowningReason());
  }

  @Override
  public boolean getAsBoolean() {
    return isolation.getAsBoolean() || stall.getAsBoolean();
  }
}
