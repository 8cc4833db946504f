package waitingroom.bench;

import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import org.awaitility.Awaitility;
import waitingroom.room.Outcome;
import waitingroom.room.RoomId;
import waitingroom.room.TokenClaim;
import waitingroom.room.WaitingRooms;

/**
 * What a room of millions weighs in a node's heap, and how soon it answers again after a restart.
 */
final class RoomBench {
  static final String KEYSPACE = "bench_room";

  private static final RoomId ROOM = new RoomId("Sample");
  private static final long JOINS = Long.getLong("bench.joins", 5_000_000);
  private static final long SESSIONS = Long.getLong("bench.sessions", 100_000);

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
    try (LocalNode node = LocalNode.start(folder, cassandra, KEYSPACE)) {
      node.node().ready().toCompletableFuture().join();
      WaitingRooms rooms = node.rooms();
      all("joins (warm-up)", 200_000, n -> rooms.join(ROOM));
      long before = heapAfterGc();
      all("joins in this process", JOINS, n -> rooms.join(ROOM));
      long after = heapAfterGc();
      System.out.printf(
          Locale.ROOT,
          "heap after GC: %.1f MiB before, %.1f MiB after, %.1f MiB more%n",
          before / 1048576.0,
          after / 1048576.0,
          (after - before) / 1048576.0);
      LocalNode.done(rooms.incrementServing(ROOM, JOINS));
      all(
          "token claims (not signed)",
          SESSIONS,
          n -> rooms.claim(ROOM, new TokenClaim(1, n + 1, "http://issuer", "key", null)));
      System.out.printf(
          Locale.ROOT,
          "heap after GC with the live sessions: %.1f MiB%n",
          heapAfterGc() / 1048576.0);
    }
  }

  private void recover() {
    long start = System.nanoTime();
    try (LocalNode node = LocalNode.start(folder, cassandra, KEYSPACE)) {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> Cluster.get(node.node().system()).selfMember().status() == MemberStatus.up());
      long up = System.nanoTime();
      long sessions = LocalNode.done(node.rooms().activeSessions(ROOM));
      long answered = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "restart: node up after %.2f s, room answers %.2f s later with %d sessions%n",
          (up - start) / 1e9,
          (answered - up) / 1e9,
          sessions);
    }
  }

  private static <T> void all(
      String what, long count, LongFunction<CompletionStage<Outcome<T>>> request)
      throws InterruptedException {
    LocalNode.Rate rate = LocalNode.all(count, request);
    System.out.printf(
        Locale.ROOT, "%-28s %,12.0f/s, %d failures%n", what, rate.perSecond(), rate.failures());
  }

  private static long heapAfterGc() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
