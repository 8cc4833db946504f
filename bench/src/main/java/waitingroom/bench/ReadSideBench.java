package waitingroom.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.TokenClaim;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.testkit.Credentials;
import waitingroom.testkit.NodeSettings;

/**
 * Projection lag behind a busy room, and the cost of listing a million expired tokens, on a node
 * with its Cassandra.
 */
final class ReadSideBench {
  static final String KEYSPACE = "bench_readside";

  private static final int SECONDS = Integer.getInteger("bench.seconds", 20);
  private static final int JOINS_PER_SECOND = Integer.getInteger("bench.joins", 20_000);
  private static final int TOKENS_PER_SECOND = Integer.getInteger("bench.tokens", 2_000);
  private static final long EXPIRED = Long.getLong("bench.expired", 1_000_000);
  private static final Pattern LAG =
      Pattern.compile("waitingroom_projection_lag_seconds\\{.*} ([0-9.E-]+)");

  private final Path folder;
  private final InetSocketAddress cassandra;
  private final HttpClient http = HttpClient.newHttpClient();

  ReadSideBench(Path folder, InetSocketAddress cassandra) {
    this.folder = folder;
    this.cassandra = cassandra;
  }

  void run() throws Exception {
    try (LocalNode node = LocalNode.start(folder, cassandra, KEYSPACE)) {
      URI admin =
          URI.create(
              "http://127.0.0.1:"
                  + node.node().listeners().toCompletableFuture().join().adminAddress().getPort());
      lag(node, admin);
      expired(node, admin);
    }
  }

  private void lag(LocalNode node, URI admin) throws Exception {
    System.out.printf(
        "%nRead side: %,d joins/s and %,d tokens/s for %d s%n",
        JOINS_PER_SECOND, TOKENS_PER_SECOND, SECONDS);
    RoomId room = new RoomId("busy");
    node.open(room, RoomSettings.DEFAULT);
    WaitingRooms rooms = node.rooms();
    LocalNode.done(rooms.incrementServing(room, Long.MAX_VALUE / 2));
    long position = 1;
    double worst = 0;
    long behind = 0;
    for (int second = 0; second < SECONDS; second++) {
      long start = System.nanoTime();
      long from = position;
      behind += LocalNode.all(JOINS_PER_SECOND, n -> rooms.join(room)).failures();
      behind +=
          LocalNode.all(
                  TOKENS_PER_SECOND,
                  n -> rooms.claim(room, new TokenClaim(1, from + n, "http://issuer", "key", null)))
              .failures();
      position += TOKENS_PER_SECOND;
      worst = Math.max(worst, lagSeconds(admin));
      long left = Duration.ofSeconds(1).minusNanos(System.nanoTime() - start).toMillis();
      if (left > 0) {
        Thread.sleep(left);
      } else {
        System.out.printf(
            Locale.ROOT, "second %d of the load took %.2f s%n", second, 1 - left / 1e3);
      }
    }
    long end = System.nanoTime();
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> lagSeconds(admin) == 0);
    System.out.printf(
        Locale.ROOT,
        "largest lag %.1f s, caught up %.1f s after the load, %d requests failed%n",
        worst,
        (System.nanoTime() - end) / 1e9,
        behind);
  }

  private double lagSeconds(URI admin) throws IOException, InterruptedException {
    String metrics =
        http.send(
                HttpRequest.newBuilder(admin.resolve("/metrics")).build(), BodyHandlers.ofString())
            .body();
    return LAG.matcher(metrics)
        .results()
        .mapToDouble(line -> Double.parseDouble(line.group(1)))
        .max()
        .orElse(0);
  }

  private void expired(LocalNode node, URI admin) throws Exception {
    RoomId room = new RoomId("expired");
    node.open(room, RoomSettings.DEFAULT);
    WaitingRooms rooms = node.rooms();
    LocalNode.all(EXPIRED, n -> rooms.join(room));
    LocalNode.done(rooms.incrementServing(room, EXPIRED));
    LocalNode.Rate granted =
        LocalNode.all(
            EXPIRED,
            n -> rooms.claim(room, new TokenClaim(1, n + 1, "http://issuer", "key", -600L)));
    long start = System.nanoTime();
    Awaitility.await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> lagSeconds(admin) == 0);
    System.out.printf(
        Locale.ROOT,
        "%,d tokens granted at %,.0f/s, in the tables %.1f s later%n",
        EXPIRED,
        granted.perSecond(),
        (System.nanoTime() - start) / 1e9);
    for (int run = 0; run < 3; run++) {
      start = System.nanoTime();
      long bytes = stream(admin, () -> {});
      System.out.printf(
          Locale.ROOT,
          "expired_tokens: %,d bytes in %.1f s%n",
          bytes,
          (System.nanoTime() - start) / 1e9);
    }
    long before = heapAfterGc();
    long[] most = {before};
    stream(admin, () -> most[0] = Math.max(most[0], heapAfterGc()));
    System.out.printf(
        Locale.ROOT,
        "heap after GC: %.1f MiB before, at most %.1f MiB more during it%n",
        before / 1048576.0,
        (most[0] - before) / 1048576.0);
  }

  /** Reads and discards the array, calling {@code look} ten times on the way. */
  private long stream(URI admin, Runnable look) throws IOException, InterruptedException {
    URI uri = admin.resolve("/api/expired_tokens?event_id=expired");
    var secrets = NodeSettings.in(folder, cassandra, KEYSPACE).secrets();
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    Credentials.signature(
            AwsCredentialsIdentity.create(secrets.accessKeyId(), secrets.secretAccessKey()),
            Clock.systemUTC())
        .sign("GET", uri, List.of(), new byte[0])
        .forEach(
            header -> {
              if (!header.getKey().equalsIgnoreCase("host")) {
                request.header(header.getKey(), header.getValue());
              }
            });
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("expired_tokens answered " + response.statusCode());
    }
    long bytes = 0;
    long next = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream body = response.body()) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
        if (bytes >= next) {
          look.run();
          next += EXPIRED * 4;
        }
      }
    }
    return bytes;
  }

  private static long heapAfterGc() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
