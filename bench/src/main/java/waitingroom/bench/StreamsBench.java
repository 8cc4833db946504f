package waitingroom.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.Outcome;
import waitingroom.room.Place;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.secret.MasterSecret;
import waitingroom.testkit.NodeSettings;
import waitingroom.ticket.RequestIds;

/**
 * Memory of open streams, and the time until all of them have received a change. The node is in
 * this process, the visitors are in another.
 */
final class StreamsBench {
  static final String KEYSPACE = "bench_streams";

  private static final int STREAMS = Integer.getInteger("bench.streams", 10_000);
  private static final int TICKS = Integer.getInteger("bench.ticks", 20);
  private static final long PAUSE_MILLIS = 1_500;
  private static final RoomId ROOM = new RoomId("listened-to");

  private final Path folder;
  private final InetSocketAddress cassandra;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  StreamsBench(Path folder, InetSocketAddress cassandra) {
    this.folder = folder;
    this.cassandra = cassandra;
  }

  void run() throws Exception {
    NodeSettings settings = NodeSettings.in(folder, cassandra, KEYSPACE);
    try (LocalNode node = LocalNode.start(folder, cassandra, KEYSPACE)) {
      System.out.printf("%nStreams: %,d of them, %d ticks%n", STREAMS, TICKS);
      node.open(ROOM, RoomSettings.DEFAULT);
      Path targets = targets(node, settings);
      int port = node.node().listeners().toCompletableFuture().join().publicAddress().getPort();
      measured(node, port, targets, new long[TICKS / 4 + 1]);
      long[] latencies = new long[TICKS];
      measured(node, port, targets, latencies);
      Arrays.sort(latencies);
      System.out.printf(
          Locale.ROOT,
          "until the last stream has a tick: p50 %.0f ms, max %.0f ms%n",
          latencies[TICKS / 2] / 1e6,
          latencies[TICKS - 1] / 1e6);
    }
  }

  /** Measures memory and latency of all streams; the first call is a warm-up. */
  private void measured(LocalNode node, int port, Path targets, long[] latencies) throws Exception {
    long before = heap();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                StreamClients.class.getName(),
                Integer.toString(port),
                targets.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader(US_ASCII)) {
      expect(output, "open");
      awaitStreams(node, STREAMS);
      long with = heap();
      System.out.printf(
          Locale.ROOT,
          "heap after GC: %.1f MiB without streams, %.1f MiB with them, %.1f KB a stream%n",
          before / 1048576.0,
          with / 1048576.0,
          (with - before) / 1024.0 / STREAMS);
      ticks(node, output, latencies);
    } finally {
      process.destroyForcibly().waitFor();
      // The node notices a lost visitor only when it sends something.
      awaitStreams(node, 0);
    }
  }

  private static void awaitStreams(LocalNode node, int count) {
    URI metrics =
        URI.create(
            "http://127.0.0.1:"
                + node.node().listeners().toCompletableFuture().join().adminAddress().getPort()
                + "/metrics");
    HttpClient http = HttpClient.newHttpClient();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body()
                    .contains("waitingroom_streams{room=\"" + ROOM + "\"} " + (double) count));
  }

  private void ticks(LocalNode node, BufferedReader output, long[] latencies) throws Exception {
    long idle = cpuWithoutTick();
    long cpu = 0;
    for (int tick = 1; tick <= latencies.length; tick++) {
      long cpuBefore = system.getProcessCpuTime();
      long from = System.nanoTime();
      LocalNode.done(change(node, "<" + tick + ">"));
      long changed = System.nanoTime();
      String[] seen = expect(output, "tick " + tick).split(" ", 3);
      latencies[tick - 1] = Long.parseLong(seen[2]) - changed;
      long rest = PAUSE_MILLIS - (System.nanoTime() - from) / 1_000_000;
      Thread.sleep(Math.max(0, rest));
      cpu += system.getProcessCpuTime() - cpuBefore - idle;
    }
    System.out.printf(
        Locale.ROOT, "CPU of the node for a tick: %.0f ms%n", cpu / 1e6 / latencies.length);
  }

  private long cpuWithoutTick() throws InterruptedException {
    long before = system.getProcessCpuTime();
    Thread.sleep(PAUSE_MILLIS);
    return system.getProcessCpuTime() - before;
  }

  private static CompletionStage<Outcome<RoomStatus>> change(LocalNode node, String message) {
    RoomSettings d = RoomSettings.DEFAULT;
    return node.rooms()
        .configure(
            ROOM,
            new RoomSettings(
                d.validityPeriod(),
                d.enableQueuePositionExpiry(),
                d.queuePositionExpiryPeriod(),
                d.incrSvcOnQueuePositionExpiry(),
                d.heartbeatTimeout(),
                d.heartbeatCheckInterval(),
                d.inlet(),
                false,
                false,
                0,
                false,
                message),
            new ExpectedVersion.Any());
  }

  private static String expect(BufferedReader output, String what) throws IOException {
    String line = output.readLine();
    if (line == null || !line.startsWith(what)) {
      throw new IllegalStateException("Expected " + what + " from the visitors, not " + line);
    }
    return line;
  }

  private static Path targets(LocalNode node, NodeSettings settings) throws IOException {
    RequestIds ids =
        new RequestIds(MasterSecret.parse(Files.readAllBytes(settings.secrets().masterSecret())));
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      Place place = LocalNode.done(node.rooms().join(ROOM));
      String id = ids.key(ROOM.value(), place.epoch()).mint(place.position(), place.enteredAt());
      targets.add("/stream?event_id=" + ROOM + "&request_id=" + id);
    }
    return Files.write(settings.folder().resolve("targets"), targets);
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
