package waitingroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.Materializer;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A router on a port, with one endpoint of each dialect whose handler never answers. */
class RouterTest {
  private static final int BODY_BYTES_MAX = 10;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ActorTestKit kit =
      ActorTestKit.create(
          "RouterTest",
          ConfigFactory.parseString(
                  "akka.http.server.request-timeout = 200ms, akka.actor.provider = local")
              .withFallback(ConfigFactory.parseResources("http-server.conf"))
              .withFallback(ConfigFactory.load("reference")));
  private URI base = URI.create("http://127.0.0.1");

  @BeforeEach
  void bind() throws Exception {
    List<Endpoint> endpoints =
        List.of(
            Endpoint.compatible("POST", "/old", null, List.of(), e -> never()),
            Endpoint.modern("POST", "/new", null, e -> never()),
            Endpoint.modern("POST", "/done", null, e -> done()));
    Router router =
        new Router(
            "test",
            endpoints,
            (exchange, endpoint) -> endpoint.serve(exchange),
            BODY_BYTES_MAX,
            new SimpleMeterRegistry(),
            Materializer.matFromSystem(kit.system()));
    ServerBinding binding =
        Http.get(kit.system())
            .newServerAt("127.0.0.1", 0)
            .bind(router)
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    base = URI.create("http://127.0.0.1:" + binding.localAddress().getPort());
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void a_request_that_takes_too_long_is_answered_as_its_path_speaks() throws Exception {
    var old = post("/old", "{}");
    assertThat(old.statusCode()).isEqualTo(503);
    assertThat(old.body())
        .isEqualTo("{\"message\":\"The room cannot answer right now, try again\"}");
    assertThat(old.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(old.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(old.headers().firstValue("Retry-After")).contains("1");

    var modern = post("/new", "{}");
    assertThat(modern.statusCode()).isEqualTo(503);
    assertThat(modern.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(modern.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void a_body_that_is_too_long_is_refused_as_its_path_speaks() throws Exception {
    String tooLong = "x".repeat(BODY_BYTES_MAX + 1);
    var old = post("/old", tooLong);
    assertThat(old.statusCode()).isEqualTo(413);
    assertThat(old.body()).isEqualTo("{\"message\":\"Request Too Long\"}");

    var modern = post("/new", tooLong);
    assertThat(modern.statusCode()).isEqualTo(413);
    assertThat(modern.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  /** Such a stage is a future by its class, and throws when it is asked whether it is done. */
  @Test
  void a_handler_may_answer_with_a_stage_that_was_completed_from_the_start() throws Exception {
    assertThat(post("/done", "{}").statusCode()).isEqualTo(204);
  }

  private static CompletionStage<HttpResponse> done() {
    return CompletableFuture.completedStage(HttpResponse.create().withStatus(204))
        .thenApply(response -> response);
  }

  private static CompletableFuture<HttpResponse> never() {
    return new CompletableFuture<>();
  }

  private java.net.http.HttpResponse<String> post(String path, String body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(base.resolve(path)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }
}
