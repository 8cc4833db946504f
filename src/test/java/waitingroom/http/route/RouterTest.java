package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpResponse;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import waitingroom.http.server.Ports;
import waitingroom.http.server.TlsSettings;
import waitingroom.testkit.TestCertificate;

/** Router on a port, with endpoints of each dialect whose handlers never answer, or fail. */
class RouterTest {
  private static final int BODY_BYTES_MAX = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "RouterTest",
          ConfigFactory.parseString("akka.actor.provider = local")
              .withFallback(ConfigFactory.parseResources("waiting-room.conf"))
              .withFallback(ConfigFactory.defaultReference())
              .resolve());
  private static TlsSettings tls;
  private static URI plain;
  private static URI secure;

  @BeforeAll
  static void bind(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.generate("EC", folder);
    tls =
        new TlsSettings(
            Files.writeString(folder.resolve("tls.crt"), certificate.chainPem()),
            Files.writeString(folder.resolve("tls.key"), certificate.keyPem()),
            Duration.ZERO,
            Duration.ofHours(1));
    List<Endpoint> endpoints =
        List.of(
            Endpoint.compatible("POST", "/old", null, e -> never()),
            Endpoint.modern("POST", "/new", null, e -> never()),
            Endpoint.compatible("POST", "/old-bug", null, e -> bug()),
            Endpoint.modern("POST", "/new-bug", null, e -> bug()),
            Endpoint.modern("POST", "/done", null, e -> done()));
    Router router =
        new Router(
            "test",
            endpoints,
            (exchange, endpoint) -> endpoint.serve(exchange),
            Fallback.MACHINES,
            PATIENCE,
            new SimpleMeterRegistry(),
            status -> {});
    plain = URI.create("http://127.0.0.1:" + port(router, Optional.empty()));
    secure = URI.create("https://127.0.0.1:" + port(router, Optional.of(tls)));
  }

  private static int port(Router router, Optional<TlsSettings> tls) throws Exception {
    return new Ports(KIT.system(), new SimpleMeterRegistry(), Clock.systemUTC())
        .bind(tls.isPresent() ? "secure" : "plain", "127.0.0.1", 0, router, BODY_BYTES_MAX, tls, 1)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS)
        .getPort();
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @ParameterizedTest
  @EnumSource
  void a_request_that_takes_too_long_is_answered_as_its_path_speaks(HttpClient.Version version)
      throws Exception {
    var toOld = send(version, "/old", "{}");
    var toNew = send(version, "/new", "{}");

    var old = toOld.get(30, TimeUnit.SECONDS);
    assertThat(old.version()).isEqualTo(version);
    assertThat(old.statusCode()).isEqualTo(503);
    assertThat(old.body())
        .isEqualTo("{\"message\":\"The room cannot answer right now, try again\"}");
    assertThat(old.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(old.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(old.headers().firstValue("Retry-After")).contains("1");

    var modern = toNew.get(30, TimeUnit.SECONDS);
    assertThat(modern.statusCode()).isEqualTo(503);
    assertThat(modern.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(modern.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void a_body_that_is_too_long_is_refused_as_its_path_speaks() throws Exception {
    String tooLong = "x".repeat(BODY_BYTES_MAX + 1);
    var old = post(HttpClient.Version.HTTP_1_1, "/old", tooLong);
    assertThat(old.statusCode()).isEqualTo(413);
    assertThat(old.body()).isEqualTo("{\"message\":\"Request Too Long\"}");

    var modern = post(HttpClient.Version.HTTP_1_1, "/new", tooLong);
    assertThat(modern.statusCode()).isEqualTo(413);
    assertThat(modern.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void a_bug_is_told_to_the_log_and_not_to_the_client() throws Exception {
    for (String path : List.of("/old-bug", "/new-bug")) {
      var answer = post(HttpClient.Version.HTTP_1_1, path, "{}");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().firstValue("Server")).isEmpty();
      assertThat(answer.body())
          .containsIgnoringCase("internal")
          .doesNotContain("secret", "IllegalState", "\tat ");
    }
  }

  private static CompletableFuture<HttpResponse> bug() {
    throw new IllegalStateException("a secret of the code");
  }

  /** Such a stage is a {@code CompletableFuture} by class, but its {@code isDone} throws. */
  @Test
  void a_handler_may_answer_with_a_stage_that_was_completed_from_the_start() throws Exception {
    assertThat(post(HttpClient.Version.HTTP_1_1, "/done", "{}").statusCode()).isEqualTo(204);
  }

  private static CompletionStage<HttpResponse> done() {
    return CompletableFuture.completedStage(HttpResponse.create().withStatus(204))
        .thenApply(response -> response);
  }

  private static CompletableFuture<HttpResponse> never() {
    return new CompletableFuture<>();
  }

  private static java.net.http.HttpResponse<String> post(
      HttpClient.Version version, String path, String body) throws Exception {
    return send(version, path, body).get(30, TimeUnit.SECONDS);
  }

  private static CompletableFuture<java.net.http.HttpResponse<String>> send(
      HttpClient.Version version, String path, String body) {
    URI base = version == HttpClient.Version.HTTP_2 ? secure : plain;
    // A new client each time: a pooled connection may be one that the listener just closed.
    return HttpClient.newBuilder()
        .sslContext(TestCertificate.trusting(tls.certificateChain()))
        .build()
        .sendAsync(
            HttpRequest.newBuilder(base.resolve(path))
                .version(version)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }
}
