package waitingroom.bench;

import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import org.awaitility.Awaitility;
import waitingroom.Node;
import waitingroom.room.Outcome;
import waitingroom.room.RoomId;
import waitingroom.room.TokenClaim;
import waitingroom.testkit.NodeSettings;

/**
 * What a room of millions weighs in a node's heap, and how soon it answers again after a restart.
 */
final class RoomBench {
  static final String KEYSPACE = "bench_room";

  private static final RoomId ROOM = new RoomId("Sample");
  private static final long JOINS = Long.getLong("bench.joins", 5_000_000);
  private static final long SESSIONS = Long.getLong("bench.sessions", 100_000);
  private static final int UNDER_WAY_MAX = 8_000;

  private final Path folder;
  private final InetSocketAddress cassandra;

  RoomBench(Path folder, InetSocketAddress cassandra) {
    this.folder = folder;
    this.cassandra = cassandra;
  }

  void run() throws InterruptedException {
    System.out.printf("%nRoom: %,d joins, then %,d live sessions%n", JOINS, SESSIONS);
    fill();
    recover();
  }

  private void fill() throws InterruptedException {
    Node node = start();
    node.ready().toCompletableFuture().join();
    all("joins (warm-up)", 200_000, n -> node.rooms().join(ROOM));
    long before = heapAfterGc();
    all("joins in this process", JOINS, n -> node.rooms().join(ROOM));
    long after = heapAfterGc();
    System.out.printf(
        Locale.ROOT,
        "heap after GC: %.1f MiB before, %.1f MiB after, %.1f MiB more%n",
        before / 1048576.0,
        after / 1048576.0,
        (after - before) / 1048576.0);
    node.rooms().incrementServing(ROOM, JOINS).toCompletableFuture().join();
    all(
        "token claims (not signed)",
        SESSIONS,
        n -> node.rooms().claim(ROOM, new TokenClaim(1, n + 1, "http://issuer", "key", null)));
    System.out.printf(
        Locale.ROOT, "heap after GC with the live sessions: %.1f MiB%n", heapAfterGc() / 1048576.0);
    stop(node);
  }

  private void recover() {
    long start = System.nanoTime();
    Node node = start();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Cluster.get(node.system()).selfMember().status() == MemberStatus.up());
    long up = System.nanoTime();
    Outcome<Long> active = node.rooms().activeSessions(ROOM).toCompletableFuture().join();
    long answered = System.nanoTime();
    System.out.printf(
        Locale.ROOT,
        "restart: node up after %.2f s, room answers %.2f s later with %s sessions%n",
        (up - start) / 1e9,
        (answered - up) / 1e9,
        active.fold(count -> count, reason -> reason));
    stop(node);
  }

  private Node start() {
    return Node.start(
        NodeSettings.in(folder, cassandra, KEYSPACE)
            .config()
            .withValue(
                "akka.coordinated-shutdown.exit-jvm",
                com.typesafe.config.ConfigValueFactory.fromAnyRef("off")),
        Clock.systemUTC());
  }

  private static void stop(Node node) {
    node.system().terminate();
    node.system().getWhenTerminated().toCompletableFuture().join();
  }

  private static <T> void all(
      String what, long count, LongFunction<CompletionStage<Outcome<T>>> request)
      throws InterruptedException {
    Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
    LongAdder failures = new LongAdder();
    long start = System.nanoTime();
    for (long n = 0; n < count; n++) {
      underWay.acquire();
      request
          .apply(n)
          .whenComplete(
              (outcome, failure) -> {
                if (failure != null || outcome instanceof Outcome.Refused<?>) {
                  failures.increment();
                }
                underWay.release();
              });
    }
    underWay.acquire(UNDER_WAY_MAX);
    System.out.printf(
        Locale.ROOT,
        "%-28s %,12.0f/s, %d failures%n",
        what,
        count / ((System.nanoTime() - start) / 1e9),
        failures.sum());
  }

  private static long heapAfterGc() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
