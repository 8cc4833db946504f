package waitingroom.http.operations;

import static waitingroom.http.route.Endpoint.modern;

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
import waitingroom.alarm.AlarmBoard;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.http.route.SpacedJson;
import waitingroom.room.cluster.StatusBoard;

/**
 * Probes, metrics and the description of the API. They contain no visitor's data and need no
 * credentials.
 */
public final class OperationsApi {
  private static final HttpResponse LIVE = json(new SpacedJson().string("status", "UP").bytes());

  private final Readiness readiness;
  private final PrometheusMeterRegistry registry;
  private final RoomGauges rooms;
  private final AlarmGauges alarms;
  private final ReadSideHealth readSide;
  private final HttpResponse description = json(Json.bytes(resource("/openapi.json")));

  /** The read side's health. */
  public interface ReadSideHealth {
    /** One sentence for each part that has stopped. */
    List<String> failures();

    /** Brings its meters up to date, before they are read. */
    void refreshMeters();
  }

  public OperationsApi(
      Readiness readiness,
      PrometheusMeterRegistry registry,
      StatusBoard board,
      AlarmBoard alarmBoard,
      ReadSideHealth readSide) {
    this.readSide = readSide;
    this.readiness = readiness;
    this.rooms = new RoomGauges(registry, board);
    this.alarms = new AlarmGauges(registry, alarmBoard);
    this.registry = registry;
  }

  /** Endpoints of both listeners. */
  public List<Endpoint> common() {
    return List.of(
        modern("GET", "/health/live", null, exchange -> Answers.now(LIVE)).costing(Cost.POLL),
        modern("GET", "/health/ready", null, exchange -> ready()).costing(Cost.POLL),
        modern("GET", "/openapi.json", null, exchange -> Answers.now(description))
            .costing(Cost.POLL));
  }

  /** Endpoints of the admin listener only. */
  public List<Endpoint> admin() {
    return List.of(modern("GET", "/metrics", null, exchange -> Answers.now(metrics())));
  }

  private CompletionStage<HttpResponse> ready() {
    return readiness
        .missing()
        .thenApply(
            missing ->
                missing.isEmpty()
                    ? ready(readSide.failures())
                    : Problems.unavailable("Not ready: " + String.join("; ", missing)));
  }

  /** A table that falls behind keeps no visitor from the line, so the node stays in service. */
  private static HttpResponse ready(List<String> warnings) {
    return warnings.isEmpty() ? LIVE : json(Json.bytes(new Warned("UP", warnings)));
  }

  /** Ready, with warnings. */
  record Warned(String status, List<String> warnings) {}

  private HttpResponse metrics() {
    readSide.refreshMeters();
    rooms.refresh();
    alarms.refresh();
    return HttpResponse.create()
        .withEntity(
            ContentTypes.create(MediaTypes.TEXT_PLAIN, HttpCharsets.UTF_8),
            ByteString.fromString(registry.scrape()));
  }

  private static HttpResponse json(ByteString bytes) {
    return Answers.ok(bytes, Answers.NO_STORE);
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
