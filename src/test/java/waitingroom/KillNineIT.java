package waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.TestCassandra;

/** A position that was once shown is there for good, however the node ends. */
@Timeout(120)
class KillNineIT {
  private static final int VISITORS = 200;
  private static final int JOINED_MIN = 1500;
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final String ROOM = "Sample";

  private final Path folder;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Set<Long> positions = new HashSet<>();
  private NodeProcess node;

  KillNineIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() throws IOException {
    TestCassandra cassandra = TestCassandra.shared();
    node =
        new NodeProcess(folder, cassandra.contactPoint(), cassandra.keyspaceFor(KillNineIT.class));
    startNode();
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
    startNode();

    assertEachHasOnePosition();
    assertThat(serving()).isEqualTo(servingBefore);
    assertThat(early.stream().map(this::tokens).toList()).isEqualTo(tokens);
  }

  @Test
  void sigterm_in_a_burst_ends_the_node_soon_and_loses_nothing_that_was_acknowledged()
      throws Exception {
    CompletableFuture<Void> burst = burst();

    assertThat(node.terminate(20)).isIn(0, 143);
    burst.get(30, TimeUnit.SECONDS);
    startNode();

    assertEachHasOnePosition();
  }

  private void startNode() throws IOException {
    node.start();
    Awaitility.await()
        .atMost(START_MAX)
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptions()
        .until(
            () ->
                get("/health/ready").statusCode() == 200
                    && get("/serving_num?event_id=" + ROOM).statusCode() == 200);
  }

  /** Each visitor joins again and again until the node is gone; returns in the middle of it. */
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
    return client
        .sendAsync(joinRequest(), HttpResponse.BodyHandlers.ofString())
        .handle(
            (response, gone) -> {
              if (gone != null) {
                return false;
              }
              if (response.statusCode() == 200) {
                acknowledged.add(requestId(response));
              }
              return true;
            })
        .thenComposeAsync(
            again ->
                again ? joinUntilTheNodeIsGone() : CompletableFuture.<Void>completedFuture(null));
  }

  /** Those of before, and those that join now behind them. */
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
    HttpResponse<String> response = send(joinRequest());
    assertThat(response.statusCode()).isEqualTo(200);
    String id = requestId(response);
    acknowledged.add(id);
    return id;
  }

  private HttpRequest joinRequest() {
    return HttpRequest.newBuilder(node.visitors("/assign_queue_num"))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"event_id\": \"" + ROOM + "\"}"))
        .build();
  }

  private String requestId(HttpResponse<String> response) {
    return read(response).get("api_request_id").asText();
  }

  private CompletableFuture<Long> position(String id) {
    URI uri = node.visitors("/queue_num?event_id=%s&request_id=%s".formatted(ROOM, id));
    return client
        .sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(
            response -> {
              assertThat(response.statusCode()).isEqualTo(200);
              return read(response).get("queue_number").asLong();
            });
  }

  private JsonNode tokens(String id) {
    String body = "{\"event_id\": \"%s\", \"request_id\": \"%s\"}".formatted(ROOM, id);
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(node.visitors("/generate_token"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    assertThat(response.statusCode()).isEqualTo(200);
    return ((ObjectNode) read(response)).without("expires_in");
  }

  private long serving() {
    return read(get("/serving_num?event_id=" + ROOM)).get("serving_counter").asLong();
  }

  private long queueCounter() {
    return read(send(signed("GET", "/rooms/" + ROOM, null)))
        .get("counters")
        .get("queue_counter")
        .asLong();
  }

  private void serve(int by) {
    String body = "{\"event_id\": \"%s\", \"increment_by\": %d}".formatted(ROOM, by);
    assertThat(send(signed("POST", "/increment_serving_counter", body)).statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<String> get(String pathAndQuery) {
    return send(HttpRequest.newBuilder(node.visitors(pathAndQuery)).build());
  }

  private HttpRequest signed(String method, String path, @Nullable String body) {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(node.operators(path))
            .putHeader("Content-Type", "application/json")
            .build();
    var key =
        AwsCredentialsIdentity.create(
            node.secrets().accessKeyId(), node.secrets().secretAccessKey());
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(key)
                        .request(unsigned)
                        .payload(body == null ? null : ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1"))
            .request();
    var request = HttpRequest.newBuilder(node.operators(path));
    signed.forEachHeader(
        (name, values) -> {
          // The client sets it itself, to the same.
          if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> send(HttpRequest request) {
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }

  private JsonNode read(HttpResponse<String> response) {
    try {
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
