package waitingroom.http;

import static waitingroom.http.Endpoint.modern;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.util.ByteString;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import waitingroom.room.StatusBoard;

/**
 * Probes, metrics and the description of the API. They carry no visitor's data and need no
 * credentials.
 */
final class OperationsApi {
  private static final HttpResponse LIVE = json("{\"status\": \"UP\"}");

  private final Readiness readiness;
  private final PrometheusMeterRegistry registry;
  private final RoomGauges rooms;
  private final HttpResponse description = json(resource("/openapi.json"));

  OperationsApi(Readiness readiness, PrometheusMeterRegistry registry, StatusBoard board) {
    this.readiness = readiness;
    this.rooms = new RoomGauges(registry, board);
    this.registry = registry;
  }

  /** What both listeners have. */
  List<Endpoint> common() {
    return List.of(
        modern("GET", "/health/live", null, exchange -> Answers.now(LIVE)),
        modern("GET", "/health/ready", null, exchange -> ready()),
        modern("GET", "/openapi.json", null, exchange -> Answers.now(description)));
  }

  /** What only the admin listener has. */
  List<Endpoint> admin() {
    return List.of(modern("GET", "/metrics", null, exchange -> Answers.now(metrics())));
  }

  private CompletionStage<HttpResponse> ready() {
    return readiness
        .missing()
        .thenApply(
            missing ->
                missing.isEmpty()
                    ? LIVE
                    : Problems.unavailable("Not ready: " + String.join("; ", missing)));
  }

  private HttpResponse metrics() {
    rooms.refresh();
    return HttpResponse.create()
        .withEntity(
            ContentTypes.create(MediaTypes.TEXT_PLAIN, HttpCharsets.UTF_8),
            ByteString.fromString(registry.scrape()));
  }

  private static HttpResponse json(String text) {
    return Answers.ok(Json.bytes(text), Answers.NO_STORE);
  }

  private static String resource(String name) {
    try (InputStream stream = OperationsApi.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
