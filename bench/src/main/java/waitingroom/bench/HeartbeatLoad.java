package waitingroom.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import waitingroom.inlet.Capacity;
import waitingroom.room.HousekeepingCost;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.TokenClaim;

/** CPU cost of one heartbeat per session every ten seconds. */
final class HeartbeatLoad {
  private static final RoomId ROOM = new RoomId("alive");
  private static final int SESSIONS = 50_000;
  private static final int EVERY_SECONDS = 10;
  private static final int ROUNDS = 3;

  /**
   * Longer than the usual 20 s, because the bench sends no heartbeats while it measures idle load.
   */
  private static final int TIMEOUT = 60;

  private static final int FINISHED = 1_000_000;
  private static final long MEASURE_SECONDS = Long.getLong("bench.heartbeats", 6);
  private static final long CYCLE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final LocalNode node;
  private long beats;

  HeartbeatLoad(LocalNode node) {
    this.node = node;
  }

  void run() throws InterruptedException {
    System.out.printf(
        Locale.ROOT, "%nHeartbeats: %,d sessions, one each in %d s%n", SESSIONS, EVERY_SECONDS);
    System.out.printf(
        Locale.ROOT,
        "the room alone, %,d sessions over: %.2f %% of a core%n",
        FINISHED,
        100 * HousekeepingCost.shareOfCore(SESSIONS, EVERY_SECONDS, FINISHED));
    node.open(
        ROOM,
        new RoomSettings(
            3600,
            true,
            900,
            false,
            TIMEOUT,
            10,
            new Capacity(SESSIONS, 0),
            false,
            false,
            0,
            false,
            ""));
    LocalNode.all(SESSIONS, n -> node.rooms().join(ROOM));
    LocalNode.all(
        SESSIONS,
        n -> node.rooms().claim(ROOM, new TokenClaim(1, n + 1, "http://issuer", "key", null)));
    share(SESSIONS / EVERY_SECONDS);
    double idle = 1;
    double beating = 1;
    for (int round = 0; round < ROUNDS; round++) {
      idle = Math.min(idle, share(0));
      beating = Math.min(beating, share(SESSIONS / EVERY_SECONDS));
    }
    System.out.printf(
        Locale.ROOT,
        "the whole node, the least of %d rounds each: %.2f %% of a core without, %.2f %% with %,d a second, %.2f %% more;"
            + " %d sessions live%n",
        ROUNDS,
        100 * idle,
        100 * beating,
        SESSIONS / EVERY_SECONDS,
        100 * (beating - idle),
        LocalNode.done(node.rooms().activeSessions(ROOM)));
  }

  /** CPU time of this process without this thread, per second. */
  private double share(int perSecond) {
    long start = System.nanoTime();
    long cpu = others();
    long first = beats;
    while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(MEASURE_SECONDS)) {
      long due = first + (long) perSecond * (System.nanoTime() - start) / 1_000_000_000;
      for (; beats < due; beats++) {
        if (!node.rooms().heartbeat(ROOM, 1, 1 + beats % SESSIONS)) {
          throw new IllegalStateException("A session with heartbeats was abandoned");
        }
      }
      LockSupport.parkNanos(CYCLE_NANOS);
    }
    return (others() - cpu) / (double) (System.nanoTime() - start);
  }

  private static long others() {
    var process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return process.getProcessCpuTime()
        - ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
