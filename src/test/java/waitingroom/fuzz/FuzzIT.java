package waitingroom.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import waitingroom.fuzz.Lane.Reply;
import waitingroom.fuzz.RequestFuzzer.Facts;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.ApiDescription;
import waitingroom.testkit.ApiDescription.Listener;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/**
 * Sends malformed requests to both listeners of a node: none may get a 5xx or reveal internals, and
 * the state must not change. {@code -Dfuzz.seed=} repeats a run, {@code -Dfuzz.count=} sets its
 * length; {@code make fuzz} is the long run.
 */
@Tag("heavy")
class FuzzIT {
  private static final int COUNT = Integer.getInteger("fuzz.count", 20_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20261123L);
  private static final int LANES_PER_LISTENER = 2;
  private static final int AT_ONCE = 8;
  private static final long HEAP_GROWTH_MAX = 64L << 20;

  /** Stack traces, class names, file paths. */
  private static final Pattern INSIDES =
      Pattern.compile(
          "\\bat [a-z]+\\.[\\w.$]+\\(|Exception|Caused by|\\.java:|\\b(java|akka|scala|waitingroom|com\\.fasterxml|org\\.jose4j)\\.[a-z]|"
              + Stream.of("java.io.tmpdir", "user.home", "user.dir")
                  .map(folder -> Pattern.quote(System.getProperty(folder) + "/"))
                  .collect(Collectors.joining("|")));

  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            FuzzIT.class,
            Clock.systemUTC(),
            "waiting-room.http.idle-timeout = 5s\nwaiting-room.pages.sample-shop = on");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void malformed_requests_find_no_way_in_and_leave_nothing_behind() throws Exception {
    System.out.println("fuzz: seed=" + SEED + " count=" + COUNT);
    TestRoom room = node.newRoom();
    String id = room.joinServed();
    String token = room.token(id).json().get("access_token").textValue();
    String before = room.counters().toString();
    run(room, id, token, SEED + 1, COUNT / 10); // warms up caches and class loading
    Vitals rested = Vitals.now();

    Map<Integer, Integer> statuses = run(room, id, token, SEED, COUNT - COUNT / 10);

    System.out.println("fuzz: answers by status " + statuses);
    assertThat(statuses.keySet()).contains(200, 400, 401, 403, 405, 415);
    assertThat(room.counters().toString()).isEqualTo(before);
    assertRested(rested);
    assertThat(node.visitor().get("/health/ready").status()).isEqualTo(200);
    assertThat(room.token(room.joinServed()).status()).isEqualTo(200);
  }

  /** Sends requests over independent lanes, each with its own random generator. */
  private static Map<Integer, Integer> run(
      TestRoom room, String id, String token, long seed, int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2 * LANES_PER_LISTENER);
    try {
      List<Future<Map<Integer, Integer>>> lanes = new ArrayList<>();
      for (Listener listener : Listener.values()) {
        Facts facts = new Facts(operations(listener), room.id(), id, token, bearer(listener));
        for (int i = 0; i < LANES_PER_LISTENER; i++) {
          RequestFuzzer fuzzer = new RequestFuzzer(seed * 31 + lanes.size(), facts);
          lanes.add(threads.submit(lane(listener, fuzzer, count / (2 * LANES_PER_LISTENER))));
        }
      }
      Map<Integer, Integer> statuses = new TreeMap<>();
      for (Future<Map<Integer, Integer>> lane : lanes) {
        lane.get().forEach((status, times) -> statuses.merge(status, times, Integer::sum));
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Map<Integer, Integer>> lane(
      Listener listener, RequestFuzzer fuzzer, int count) {
    Lane lane = new Lane(client(listener).base().getPort());
    return () -> {
      Map<Integer, Integer> statuses = new TreeMap<>();
      List<FuzzedRequest> together = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        FuzzedRequest request = fuzzer.next();
        if (request.alone()) {
          Reply reply = lane.broken(request);
          if (reply != null) {
            check(reply, statuses);
          }
        } else {
          together.add(request);
        }
        if (together.size() == AT_ONCE || i == count - 1) {
          for (Reply reply : lane.pipelined(together)) {
            check(reply, statuses);
          }
          together.clear();
        }
      }
      return statuses;
    };
  }

  private static void check(Reply reply, Map<Integer, Integer> statuses) {
    statuses.merge(reply.status(), 1, Integer::sum);
    String said = "seed " + SEED + ": " + reply.request() + "\n-> " + reply.head() + reply.body();
    assertThat(reply.status()).as(said).isLessThan(500);
    assertThat(reply.head()).as(said).doesNotContainIgnoringCase("\r\nserver:");
    if (reply.status() >= 300) {
      assertThat(INSIDES.matcher(reply.body()).find()).as(said).isFalse();
    }
  }

  private static void assertRested(Vitals before) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Vitals now = Vitals.now();
              assertThat(now.files()).isLessThanOrEqualTo(before.files() + 20);
              assertThat(now.threads()).isLessThanOrEqualTo(before.threads() + 20);
              assertThat(now.heapBytes()).isLessThan(before.heapBytes() + HEAP_GROWTH_MAX);
            });
  }

  private static ApiClient client(Listener listener) {
    return listener == Listener.PUBLIC ? node.visitor() : node.stranger();
  }

  private static List<String> operations(Listener listener) {
    return ApiDescription.get().operations().stream()
        .filter(operation -> operation.listeners().contains(listener))
        .map(operation -> operation.method() + " " + operation.path())
        .toList();
  }

  /** An administrator's token on the admin listener, so that bodies reach the handlers. */
  private static String bearer(Listener listener) {
    if (listener == Listener.PUBLIC) {
      return "";
    }
    var headers = node.issuer().token("admin").sign("GET", URI.create("/"), List.of(), new byte[0]);
    return headers.get(0).getValue().substring("Bearer ".length());
  }
}
