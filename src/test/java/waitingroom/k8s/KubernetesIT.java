package waitingroom.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.testkit.TestCassandra;

/** Runs the manifests and the image with real nodes and a real Cassandra. */
@Tag("heavy")
@Tag("long")
class KubernetesIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private static final long STOP_SECONDS_MAX = 60;

  private final Path folder;

  KubernetesIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void three_pods_wait_for_the_tables_and_find_each_other() throws Exception {
    List<String> addresses = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");
    try (LocalPods pods = new LocalPods(folder, addresses, settings(cassandra()))) {
      startAfterTheTables(pods, addresses);

      for (String address : addresses) {
        patiently().until(() -> membersUp(pods, address).equals(addresses));
        patiently().until(() -> status(pods, address, "public", "/health/ready") == 200);
        // On the very first start a node is ready a moment before its default room is open.
        patiently()
            .until(() -> status(pods, address, "public", "/serving_num?event_id=Sample") == 200);
      }
      assertThat(pods.api().answers()).hasSizeGreaterThanOrEqualTo(3).containsOnly(200);
      assertThat(positionsOfJoins(pods, addresses)).containsExactlyInAnyOrder(1L, 2L, 3L);
    }
  }

  @Test
  void a_pod_without_cassandra_is_alive_and_not_ready_and_obeys_sigterm() throws Exception {
    String address = "127.0.0.1";
    Map<String, String> alone =
        Map.of(
            "WAITING_ROOM_REQUIRED_CONTACT_POINTS",
            "1",
            // The discard port, where nothing listens.
            "WAITING_ROOM_CASSANDRA_CONTACT_POINT",
            "127.0.0.1:9");
    try (LocalPods pods = new LocalPods(folder, List.of(address), alone)) {
      Process node = pods.startNode(address);

      patiently().until(() -> status(pods, address, "public", "/health/ready") == 503);
      patiently().until(() -> status(pods, address, "management", "/alive") == 200);
      assertThat(status(pods, address, "public", "/health/live")).isEqualTo(200);

      node.destroy();
      assertThat(node.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static ConditionFactory patiently() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(IOException.class);
  }

  private static String cassandra() {
    return "127.0.0.1:" + TestCassandra.shared().contactPoint().getPort();
  }

  private static Map<String, String> settings(String cassandra) {
    return Map.of(
        "WAITING_ROOM_CASSANDRA_CONTACT_POINT",
        cassandra,
        "WAITING_ROOM_KEYSPACE",
        "t_kubernetes",
        "WAITING_ROOM_REPLICATION_FACTOR",
        "1");
  }

  /** Starts the pods first and the Job later: a cluster guarantees no order. */
  private static void startAfterTheTables(LocalPods pods, List<String> addresses)
      throws IOException, InterruptedException {
    List<Process> waiting = new ArrayList<>();
    for (String address : addresses) {
      waiting.add(pods.startWaiting(address));
    }
    for (String address : addresses) {
      patiently()
          .until(() -> Files.readString(LocalPods.log("tables", address)).contains("missing="));
    }
    assertThat(waiting).allMatch(Process::isAlive);
    assertThat(pods.startSchemaJob().waitFor()).isZero();
    for (Process each : waiting) {
      assertThat(each.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      assertThat(each.exitValue()).isZero();
    }
    for (String address : addresses) {
      pods.startNode(address);
    }
  }

  /** The JSON body of a response, which must be 200. */
  private static JsonNode json(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = send(request);
    assertThat(response.statusCode()).as("%s", response).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(
        request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int status(LocalPods pods, String address, String port, String path)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(pods.uri(address, port, path))).statusCode();
  }

  /** The members that are up according to that node's Akka Management, sorted. */
  private static List<String> membersUp(LocalPods pods, String address)
      throws IOException, InterruptedException {
    URI members = pods.uri(address, "management", "/cluster/members/");
    return StreamSupport.stream(
            JSON.readTree(send(HttpRequest.newBuilder(members)).body())
                .path("members")
                .spliterator(),
            false)
        .filter(member -> member.path("status").asText().equals("Up"))
        .map(member -> URI.create(member.path("node").asText()).getHost())
        .sorted()
        .toList();
  }

  /** Joins once at each node. */
  private static Set<Long> positionsOfJoins(LocalPods pods, List<String> addresses)
      throws IOException, InterruptedException {
    Set<Long> positions = new HashSet<>();
    for (String address : addresses) {
      JsonNode joined =
          json(
              HttpRequest.newBuilder(pods.uri(address, "public", "/assign_queue_num"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"event_id\": \"Sample\"}")));
      String path =
          "/queue_num?event_id=Sample&request_id=" + joined.path("api_request_id").asText();
      JsonNode place = json(HttpRequest.newBuilder(pods.uri(address, "public", path)));
      positions.add(place.path("queue_number").asLong());
    }
    return positions;
  }
}
