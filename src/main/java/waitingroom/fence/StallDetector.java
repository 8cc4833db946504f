package waitingroom.fence;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that this node stood still for so long that the others have downed it: a frozen virtual
 * machine, a stopped process, a garbage collection pause.
 *
 * <p>Such a node wakes with its rooms and with requests in its buffers, unaware that the rooms were
 * started elsewhere. If it went on until it heard of that, two writers would write to one journal
 * and give the same positions to different people. So every writer of a journal asks here first,
 * and again before it answers; and so does every connection to the database before bytes leave.
 */
public final class StallDetector implements Extension, BooleanSupplier {
  private static final Logger log = LoggerFactory.getLogger(StallDetector.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final LongSupplier nanoTime;
  private final long longestNanos;
  private final BooleanSupplier alone;
  private volatile long aliveNanos;
  private volatile boolean overtaken;

  /** Used by the timer's thread only. */
  private boolean ending;

  /**
   * @param nanoTime as {@link System#nanoTime}
   * @param longest pause after which the others may take over
   * @param alone true when there are no others
   */
  StallDetector(LongSupplier nanoTime, Duration longest, BooleanSupplier alone) {
    this.nanoTime = nanoTime;
    this.longestNanos = longest.toNanos();
    this.alone = alone;
    this.aliveNanos = nanoTime.getAsLong();
  }

  /**
   * The node's detector: checks twice a second from the first call on, and stops an overtaken node.
   */
  public static StallDetector of(ActorSystem<?> system) {
    return system.registerExtension(Id.INSTANCE);
  }

  private static final class Id extends ExtensionId<StallDetector> {
    private static final Id INSTANCE = new Id();

    @Override
    public StallDetector createExtension(ActorSystem<?> system) {
      return watch(system, system.settings().config());
    }
  }

  private static StallDetector watch(ActorSystem<?> system, Config config) {
    StallDetector stallDetector =
        new StallDetector(
            System::nanoTime,
            untilGivenUp(config.getConfig("akka.cluster")),
            config.getString("akka.actor.provider").equals("cluster")
                ? alone(Cluster.get(system))
                : () -> true);
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "standstill");
              thread.setDaemon(true);
              return thread;
            });
    long every = LOOK_EVERY.toMillis();
    var unused =
        timer.scheduleWithFixedDelay(
            () -> stallDetector.look(system), every, every, TimeUnit.MILLISECONDS);
    system.getWhenTerminated().whenComplete((done, failure) -> timer.shutdownNow());
    return stallDetector;
  }

  /** The others first suspect a node, and down it when that has been stable for a while. */
  private static Duration untilGivenUp(Config cluster) {
    return cluster
        .getDuration("failure-detector.acceptable-heartbeat-pause")
        .plus(cluster.getDuration("split-brain-resolver.stable-after"));
  }

  private static BooleanSupplier alone(Cluster cluster) {
    return () -> {
      Iterator<Member> members = cluster.state().getMembers().iterator();
      if (members.hasNext()) {
        members.next();
      }
      return !members.hasNext();
    };
  }

  private void look(ActorSystem<?> system) {
    if (alive() || ending) {
      return;
    }
    ending = true;
    log.error(
        "Node stood still for more than {} ms and stops, others may run its rooms by now;"
            + " start it again",
        TimeUnit.NANOSECONDS.toMillis(longestNanos));
    var unused = CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterDowningReason());
  }

  /** Notes that the node runs; false when it was overtaken. */
  boolean alive() {
    long now = nanoTime.getAsLong();
    if (isOvertaken(now)) {
      return false;
    }
    aliveNanos = now;
    return true;
  }

  @Override
  public boolean getAsBoolean() {
    return isOvertaken(nanoTime.getAsLong());
  }

  private boolean isOvertaken(long now) {
    if (!overtaken && now - aliveNanos > longestNanos && !alone.getAsBoolean()) {
      overtaken = true;
    }
    return overtaken;
  }
}
