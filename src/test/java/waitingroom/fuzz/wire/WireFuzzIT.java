package waitingroom.fuzz.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.fuzz.Vitals;
import waitingroom.testkit.Nginx;
import waitingroom.testkit.TestCertificate;
import waitingroom.testkit.TestNode;

/**
 * Sends spoilt bytes to both listeners, HTTP/1.1 and HTTP/2: each connection ends in time, without
 * a 5xx, in order, at a small cost, and no request is taken that nginx does not see in the same
 * bytes. {@code -Dfuzz.seed=} repeats a run, {@code -Dfuzz.wire=} sets its length; {@code make
 * fuzz} is the long run.
 */
@Tag("heavy")
class WireFuzzIT {
  private static final int COUNT = Integer.getInteger("fuzz.wire", 50_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20261201L);
  private static final int BATCH = 200;
  private static final int LINE_MAX = 500;
  private static final long CPU_MAX_NANOS = 5_000_000;
  private static final long HEAP_GROWTH_MAX = 64L << 20;

  /** Measured alone as often before an input counts as expensive: others disturb. */
  private static final int MEASURED = 5;

  private static TestNode node;
  private static TestNode secure;
  private static Nginx nginx;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    if (!Nginx.installed()) {
      String what = "nginx is not installed, so there is no second opinion on framing";
      if ("true".equals(System.getenv("CI"))) {
        fail(what + ": install it");
      }
      System.err.println("SKIPPED: " + what);
      abort(what);
    }
    node = TestNode.start(WireFuzzIT.class, Clock.systemUTC(), "");
    secure = behindTls(folder);
    nginx =
        Nginx.start(
            1,
            "",
            """
            absolute_redirect off;
            large_client_header_buffers 8 128k;
            client_header_timeout 2s;
            client_body_timeout 2s;
            lingering_time 2s;
            lingering_timeout 1s;
            location ~ "^/waiting-room/(T\\d+)/$" { return 308 ../$1; }
            location / { return 404; }
            """,
            folder);
  }

  @AfterAll
  static void stop() {
    if (nginx != null) {
      nginx.close();
      node.close();
      secure.close();
    }
  }

  /** Another node, with a database of its own. */
  private static TestNode behindTls(Path folder) throws IOException {
    TestCertificate certificate = TestCertificate.generate("EC", folder);
    Path chain = Files.writeString(folder.resolve("tls.crt"), certificate.chainPem());
    Path key = Files.writeString(folder.resolve("tls.key"), certificate.keyPem());
    return TestNode.start(
        TlsBytes.class,
        Clock.systemUTC(),
        "waiting-room.public.tls { certificate-chain-file = \"%s\", private-key-file = \"%s\" }"
            .formatted(chain, key));
  }

  /** A kind of input, and who judges it. */
  private record Lane(String name, Wire listener, Optional<Wire> opinion, Supplier<byte[]> inputs) {
    Optional<String> fault(byte[] input) {
      try {
        Optional<Seen> theirs =
            opinion.isPresent() ? Optional.of(opinion.get().send(input)) : Optional.empty();
        return Judge.fault(input, listener.send(input), theirs);
      } catch (IOException e) {
        return Optional.of("no connection: " + e);
      }
    }
  }

  /** An input that may have cost too much. */
  private record Dear(Lane lane, byte[] input) {}

  private static List<Lane> lanes(long seed) {
    Wire visitors = new Wire(node.visitor().base().getPort());
    Wire operators = new Wire(node.admin().base().getPort());
    Wire encrypted = new Wire(secure.visitor().base().getPort());
    return List.of(
        new Lane(
            "visitors",
            visitors,
            Optional.of(new Wire(nginx.port())),
            new RequestBytes(seed)::next),
        new Lane("operators", operators, Optional.empty(), new RequestBytes(seed + 1)::next),
        new Lane("visitors, TLS", encrypted, Optional.empty(), new TlsBytes(seed + 4)::next),
        new Lane("visitors, HTTP/2", visitors, Optional.empty(), new FrameBytes(seed + 2)::next),
        new Lane("operators, HTTP/2", operators, Optional.empty(), new FrameBytes(seed + 3)::next));
  }

  @Test
  void what_was_once_taken_wrongly_is_not() {
    for (byte[] input : Corpus.all()) {
      for (Lane lane : lanes(SEED).subList(0, 2)) {
        assertThat(lane.fault(input)).as("%s: %s", lane.name(), shown(input)).isEmpty();
      }
    }
  }

  @Test
  void no_bytes_confuse_stop_or_fill_a_listener() throws Exception {
    System.out.println("wire fuzz: seed=" + SEED + " count=" + COUNT);
    run(SEED + 100, COUNT / 10); // warms up caches and class loading
    Vitals rested = Vitals.now();
    List<Dear> dear = Collections.synchronizedList(new ArrayList<>());
    try (LogVolume log = new LogVolume()) {
      dear.addAll(run(SEED, COUNT));
      assertThat(log.lines()).as("lines; the longest: %s", log.longest()).isLessThan(COUNT);
      assertThat(log.longest().length()).as(log.longest()).isLessThan(LINE_MAX);
    }
    System.out.println("wire fuzz: measured again alone: " + dear.size());
    for (Dear one : dear) {
      assertThat(cost(one))
          .as("CPU of %s, %s", one.lane().name(), shown(one.input()))
          .isLessThan(CPU_MAX_NANOS);
    }
    assertThat(Vitals.now().heapBytes()).isLessThan(rested.heapBytes() + HEAP_GROWTH_MAX);
    assertThat(node.visitor().get("/health/ready").status()).isEqualTo(200);
    assertThat(secure.visitor().get("/health/ready").status()).isEqualTo(200);
  }

  /** Sends inputs of all kinds at the same time. */
  private static List<Dear> run(long seed, int count) throws Exception {
    List<Lane> lanes = lanes(seed);
    LoopTime time = new LoopTime();
    List<Dear> dear = Collections.synchronizedList(new ArrayList<>());
    ExecutorService threads = Executors.newFixedThreadPool(lanes.size());
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Lane lane : lanes) {
        all.add(threads.submit(() -> run(lane, count / lanes.size(), time, dear)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    return dear;
  }

  private static void run(Lane lane, int count, LoopTime time, List<Dear> dear) {
    for (int i = 0; i < count; i++) {
      byte[] input = lane.inputs().get();
      long before = time.nanos();
      Optional<String> fault = lane.fault(input);
      if (fault.isPresent()) {
        throw new AssertionError(told(lane, input, fault.get()));
      }
      if (time.nanos() - before > CPU_MAX_NANOS) {
        dear.add(new Dear(lane, input));
      }
      if (i % BATCH == 0 && Thread.interrupted()) {
        return;
      }
    }
  }

  /** The fault, with the shortest input that has one of the same kind. */
  private static String told(Lane lane, byte[] input, String fault) {
    String kind = fault.substring(0, Math.min(12, fault.length()));
    byte[] shortest =
        Minimizer.shortest(
            input, less -> lane.fault(less).filter(other -> other.startsWith(kind)).isPresent());
    String now = lane.fault(shortest).orElse(fault);
    return "%s, seed %s: %s%n%s".formatted(lane.name(), SEED, now, shown(shortest));
  }

  /** The least of some measurements, or the first below the limit. */
  private static long cost(Dear one) throws IOException {
    LoopTime time = new LoopTime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MEASURED && least > CPU_MAX_NANOS; i++) {
      long before = time.nanos();
      one.lane().listener().send(one.input());
      least = Math.min(least, time.nanos() - before);
    }
    return least;
  }

  private static String shown(byte[] input) {
    StringBuilder text = new StringBuilder();
    for (char c : new String(input, ISO_8859_1).toCharArray()) {
      switch (c) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n\n");
        default -> text.append(c >= ' ' && c <= '~' ? "" + c : "\\x%02x".formatted((int) c));
      }
    }
    return text.length() < 3_000 ? text.toString() : text.substring(0, 3_000) + " ...";
  }
}
