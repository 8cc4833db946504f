package waitingroom.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import com.typesafe.config.ConfigFactory;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Fate of connections when the node stops. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // sockets heed no interrupt
class DrainTest {
  /** Longer than any test waits for an immediate effect. */
  private static final Duration LONG = Duration.ofSeconds(40);

  private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.defaultReference());
  private final Queue<CompletableFuture<HttpResponse>> asked = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private HttpBinding bind() throws Exception {
    return HttpServing.server(kit, HttpServing.limits(100, LONG), this::later)
        .bind("127.0.0.1", 0)
        .toCompletableFuture()
        .get()
        .addToCoordinatedShutdown(LONG, kit.system());
  }

  private InetSocketAddress serve() throws Exception {
    return bind().localAddress();
  }

  private CompletionStage<HttpResponse> later(HttpRequest request) {
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    asked.add(answer);
    return answer;
  }

  private CompletableFuture<HttpResponse> nextAsked() {
    return await().until(asked::poll, answer -> answer != null);
  }

  private CompletableFuture<Done> stopSystem() {
    return CoordinatedShutdown.get(kit.system())
        .runAll(CoordinatedShutdown.unknownReason())
        .toCompletableFuture();
  }

  private static HttpResponse withHeader() {
    return HttpResponse.create().addHeader(RawHeader.create("X-Of-Ours", "kept"));
  }

  @Test
  void idle_connections_end_at_once_and_new_ones_are_refused() throws Exception {
    InetSocketAddress address = serve();
    try (RawClient fresh = new RawClient(address);
        RawClient used = new RawClient(address)) {
      used.get("/");
      nextAsked().complete(withHeader());
      used.answer();

      CompletableFuture<Done> stopped = stopSystem();

      assertThat(fresh.ended()).isTrue();
      assertThat(used.ended()).isTrue();
      stopped.get(10, TimeUnit.SECONDS);
      assertThatThrownBy(() -> new RawClient(address)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void what_was_asked_is_answered_with_all_headers_and_the_connection_ends() throws Exception {
    HttpBinding binding = bind();
    try (RawClient client = new RawClient(binding.localAddress())) {
      client.get("/1");
      CompletableFuture<HttpResponse> first = nextAsked();
      client.get("/2");
      CompletableFuture<HttpResponse> second = nextAsked();

      CompletableFuture<Done> drained = binding.drain(LONG).toCompletableFuture();
      first.complete(withHeader());
      second.complete(withHeader());

      assertThat(client.answer()).contains("X-Of-Ours: kept").doesNotContain("Connection: close");
      assertThat(client.answer()).contains("X-Of-Ours: kept").contains("Connection: close");
      assertThat(client.ended()).isTrue();
      drained.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void what_is_not_answered_in_time_is_cut() throws Exception {
    HttpBinding binding = bind();
    try (RawClient client = new RawClient(binding.localAddress())) {
      client.get("/");
      assertThat(nextAsked()).isNotDone();

      CompletableFuture<Done> drained = binding.drain(Duration.ofSeconds(1)).toCompletableFuture();

      assertThat(client.ended()).isTrue();
      drained.get(10, TimeUnit.SECONDS);
    }
  }
}
