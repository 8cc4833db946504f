package waitingroom.bench;

import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.TokenClaim;
import waitingroom.room.cluster.WaitingRooms;

/**
 * Growth of a room with its waiting visitors, live sessions and journal events: throughput, heap,
 * and the time to the first answer after a restart.
 */
final class RoomBench {
  static final String KEYSPACE = "bench_room";

  private static final List<Long> WAITING = sizes("bench.joins", 10_000_000, 4);
  private static final List<Long> SESSIONS = sizes("bench.sessions", 1_000_000, 4);
  private static final List<Long> EVENTS = sizes("bench.events", 100_000, 3);
  private static final long WARM_UP = 300_000;

  /** Load that grows a room from one size to another. */
  private interface Growth {
    LocalNode.Rate grow(WaitingRooms rooms, RoomId room, long from, long to)
        throws InterruptedException;
  }

  /**
   * Results for one size of the room.
   *
   * @param perSecond throughput while growing to it
   * @param heap bytes after a collection, of the whole process
   * @param recovery seconds from the node being up to the room's first answer
   */
  record Point(long size, double perSecond, long heap, double recovery) {}

  private final Path folder;
  private final InetSocketAddress cassandra;
  private LocalNode node;

  RoomBench(Path folder, InetSocketAddress cassandra) {
    this.folder = folder;
    this.cassandra = cassandra;
    this.node = start();
  }

  /** Starts a node with a long ask timeout, because a recovering room is asked only once. */
  private LocalNode start() {
    return LocalNode.start(folder, cassandra, KEYSPACE, "waiting-room.rooms.ask-timeout = 60s");
  }

  void run() throws InterruptedException, IOException {
    Map<String, List<Point>> curves = new LinkedHashMap<>();
    try {
      RoomId warmUp = new RoomId("warm-up");
      node.open(warmUp, RoomSettings.DEFAULT);
      claim(node.rooms(), warmUp, 0, WARM_UP);
      joinOneByOne(node.rooms(), warmUp, 0, WARM_UP / 100);
      LocalNode.done(node.rooms().reset(warmUp));
      curves.put("waiting", curve("people waiting", WAITING, RoomBench::join));
      curves.put("events", curve("events in the journal", EVENTS, RoomBench::joinOneByOne));
      // Last, because a restart recovers all known rooms, including these sessions.
      curves.put("sessions", curve("live sessions", SESSIONS, RoomBench::claim));
    } finally {
      node.close();
    }
    BenchFile.write("room", curves);
    for (Map.Entry<String, List<Point>> curve : curves.entrySet()) {
      RoomCurves.draw(curve.getKey(), curve.getValue());
    }
  }

  private List<Point> curve(String of, List<Long> sizes, Growth growth)
      throws InterruptedException {
    System.out.printf(
        "%nA room, over its %s%n%14s %14s %14s %14s %10s%n",
        of, "number", "more a second", "heap MiB", "recovery s", "failures");
    RoomId room = new RoomId(of.replace(' ', '-'));
    node.open(room, RoomSettings.DEFAULT);
    List<Point> points = new ArrayList<>();
    long from = 0;
    for (long size : sizes) {
      LocalNode.Rate rate = growth.grow(node.rooms(), room, from, size);
      long heap = heapAfterGc();
      Point point = new Point(size, rate.perSecond(), heap, recover(room));
      System.out.printf(
          Locale.ROOT,
          "%,14d %,14.0f %14.1f %14.2f %10d%n",
          size,
          point.perSecond(),
          heap / 1048576.0,
          point.recovery(),
          rate.failures());
      points.add(point);
      from = size;
    }
    return points;
  }

  private static LocalNode.Rate join(WaitingRooms rooms, RoomId room, long from, long to)
      throws InterruptedException {
    return LocalNode.all(to - from, n -> rooms.join(room));
  }

  private static LocalNode.Rate claim(WaitingRooms rooms, RoomId room, long from, long to)
      throws InterruptedException {
    join(rooms, room, from, to);
    LocalNode.done(rooms.incrementServing(room, to - from));
    return LocalNode.all(
        to - from,
        n -> rooms.claim(room, new TokenClaim(1, from + n + 1, "http://issuer", "key", null)));
  }

  /** Joins one at a time, so that each join is an event of its own. */
  private static LocalNode.Rate joinOneByOne(WaitingRooms rooms, RoomId room, long from, long to) {
    long start = System.nanoTime();
    for (long n = from; n < to; n++) {
      LocalNode.done(rooms.join(room));
    }
    return new LocalNode.Rate((to - from) / ((System.nanoTime() - start) / 1e9), 0);
  }

  /** Restarts the node and measures the recovery of the room. */
  private double recover(RoomId room) {
    node.close();
    node = start();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Cluster.get(node.node().system()).selfMember().status() == MemberStatus.up());
    long up = System.nanoTime();
    LocalNode.done(node.rooms().activeSessions(room));
    double seconds = (System.nanoTime() - up) / 1e9;
    node.node().ready().toCompletableFuture().join();
    return seconds;
  }

  private static long heapAfterGc() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Returns sizes in steps of ten, up to the one of the system property. */
  private static List<Long> sizes(String property, long largest, int count) {
    List<Long> sizes = new ArrayList<>();
    for (long size = Long.getLong(property, largest); sizes.size() < count; size /= 10) {
      sizes.add(0, size);
    }
    return sizes;
  }
}
