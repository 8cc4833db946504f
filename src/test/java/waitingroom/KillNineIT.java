package waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.testkit.Answer;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;
import waitingroom.testkit.TestCassandra;

/** A position that was once shown is permanent, however the node ends. */
@Timeout(120)
@Tag("heavy")
class KillNineIT {
  private static final int VISITORS = 200;
  private static final int JOINED_MIN = 1500;
  private static final String ROOM = "Sample";
  private static final String IN_ROOM = "{\"event_id\": \"" + ROOM + "\"}";

  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Set<Long> positions = new HashSet<>();
  private NodeProcess node;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    TestCassandra cassandra = TestCassandra.shared();
    NodeSettings settings =
        NodeSettings.in(folder, cassandra.contactPoint(), cassandra.keyspaceFor(KillNineIT.class));
    // Cassandra and the tests share the machine.
    Map<String, String> smallHeap = Map.of("JDK_JAVA_OPTIONS", "-Xmx384m");
    node = new NodeProcess(settings, Path.of("target", "KillNineIT-node.log"), smallHeap);
    node.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void kill_9_in_a_burst_loses_nothing_that_was_acknowledged() throws Exception {
    serve(1_000_000);
    List<String> early = List.of(join(), join(), join());
    List<JsonNode> tokens = early.stream().map(this::tokens).toList();
    long servingBefore = serving();
    CompletableFuture<Void> burst = burst();

    node.kill();
    burst.get(30, TimeUnit.SECONDS);
    node.start();

    assertEachHasOnePosition();
    assertThat(serving()).isEqualTo(servingBefore);
    assertThat(early.stream().map(this::tokens).toList()).isEqualTo(tokens);
  }

  @Tag("long")
  @Test
  void sigterm_in_a_burst_ends_the_node_soon_and_loses_nothing_that_was_acknowledged()
      throws Exception {
    CompletableFuture<Void> burst = burst();

    assertThat(node.terminate(20)).isIn(0, 143);
    burst.get(30, TimeUnit.SECONDS);
    node.start();

    assertEachHasOnePosition();
  }

  /** Starts visitors who join repeatedly until the node is gone; returns while they do. */
  private CompletableFuture<Void> burst() {
    CompletableFuture<?>[] visitors = new CompletableFuture<?>[VISITORS];
    for (int i = 0; i < VISITORS; i++) {
      visitors[i] = joinUntilTheNodeIsGone();
    }
    int before = acknowledged.size();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> acknowledged.size() >= before + JOINED_MIN);
    return CompletableFuture.allOf(visitors);
  }

  private CompletableFuture<Void> joinUntilTheNodeIsGone() {
    return node.visitor()
        .postAsync("/assign_queue_num", IN_ROOM)
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                assertThat(failure).hasCauseInstanceOf(IOException.class);
                return false;
              }
              if (answer.status() == 200) {
                acknowledged.add(requestId(answer));
              }
              return true;
            })
        .thenComposeAsync(
            again ->
                again ? joinUntilTheNodeIsGone() : CompletableFuture.<Void>completedFuture(null));
  }

  /** Asserts a position of its own for each earlier visitor, and a later one for a new visitor. */
  private void assertEachHasOnePosition() {
    List<CompletableFuture<Long>> asked = new ArrayList<>();
    for (String id : acknowledged) {
      asked.add(position(id));
      if (asked.size() % VISITORS == 0) {
        asked.get(asked.size() - VISITORS).join();
      }
    }
    asked.forEach(position -> assertThat(positions.add(position.join())).isTrue());
    assertThat(positions).hasSameSizeAs(acknowledged).hasSizeGreaterThanOrEqualTo(JOINED_MIN);
    long last = positions.stream().mapToLong(Long::longValue).max().orElseThrow();

    assertThat(position(join()).join()).isGreaterThan(last);
    assertThat(queueCounter()).isGreaterThan(last);
  }

  private String join() {
    String id = requestId(node.visitor().post("/assign_queue_num", IN_ROOM));
    acknowledged.add(id);
    return id;
  }

  private static String requestId(Answer answer) {
    return good(answer).json().get("api_request_id").textValue();
  }

  private CompletableFuture<Long> position(String id) {
    return node.visitor()
        .getAsync("/queue_num?event_id=%s&request_id=%s".formatted(ROOM, id))
        .thenApply(answer -> good(answer).json().get("queue_number").longValue());
  }

  private JsonNode tokens(String id) {
    String body = "{\"event_id\": \"%s\", \"request_id\": \"%s\"}".formatted(ROOM, id);
    Answer answer = good(node.visitor().post("/generate_token", body));
    return ((ObjectNode) answer.json()).without("expires_in");
  }

  private long serving() {
    Answer answer = good(node.visitor().get("/serving_num?event_id=" + ROOM));
    return answer.json().get("serving_counter").asLong();
  }

  private long queueCounter() {
    Answer answer = good(node.admin().get("/rooms/" + ROOM));
    return answer.json().get("counters").get("queue_counter").longValue();
  }

  private void serve(int by) {
    String body = "{\"event_id\": \"%s\", \"increment_by\": %d}".formatted(ROOM, by);
    good(node.admin().post("/increment_serving_counter", body));
  }

  private static Answer good(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer;
  }
}
