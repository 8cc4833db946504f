package waitingroom.http.route;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.TimeoutAccess;
import akka.japi.function.Function;
import akka.stream.Materializer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * Serves a table of endpoints. Steps of a request: find the path and method, literals before
 * parameters (or answer OPTIONS), read the body, ask the filter, check the query, call the handler;
 * {@link ApiErrors} turns anything thrown into an answer.
 *
 * <p>A table in place of the routing DSL, because the gateway that clients were written against
 * answers by table, and because finding a path costs one map look-up, or one per segment if it has
 * parameters, however many paths there are.
 */
public final class Router implements Function<HttpRequest, CompletionStage<HttpResponse>> {
  private static final long serialVersionUID = 1L;
  private static final long BODY_TIMEOUT_MILLIS = 10_000;

  /** Left out of the tally: a starting node answers 503 there, which is harmless. */
  private static final String PROBES = "/health/";

  /** One path with its methods. */
  private record Route(Map<String, Entry> byMethod) {}

  private record Entry(Endpoint endpoint, RequestMeters meters) {}

  private final transient PathTable<Route> routes =
      new PathTable<>(() -> new Route(new HashMap<>()));
  private final transient Filter filter;
  private final transient Materializer materializer;
  private final transient RequestMeters unrouted;
  private final long bodyBytesMax;
  private final long patienceMillis;

  /**
   * @param patience limit of a request's time where Akka HTTP has none, in HTTP/2
   * @param tally gets the status of each answer except those of probes
   */
  public Router(
      String listener,
      List<Endpoint> endpoints,
      Filter filter,
      long bodyBytesMax,
      Duration patience,
      MeterRegistry registry,
      IntConsumer tally,
      Materializer materializer) {
    this.filter = filter;
    this.bodyBytesMax = bodyBytesMax;
    this.patienceMillis = patience.toMillis();
    this.materializer = materializer;
    this.unrouted = new RequestMeters(registry, listener, "none", tally);
    for (Endpoint endpoint : endpoints) {
      Entry entry =
          new Entry(
              endpoint,
              new RequestMeters(
                  registry,
                  listener,
                  endpoint.method() + " " + endpoint.path(),
                  endpoint.path().startsWith(PROBES) ? status -> {} : tally));
      add(endpoint.path(), entry);
      if (endpoint.compatible()) {
        add("/api" + endpoint.path(), entry);
      }
    }
  }

  private void add(String path, Entry entry) {
    routes.at(path).byMethod().put(entry.endpoint().method(), entry);
  }

  @Override
  public CompletionStage<HttpResponse> apply(HttpRequest request) {
    String path = request.getUri().path();
    String method = request.method().name();
    Route exact = routes.literal(path);
    Entry entry = exact == null ? null : exact.byMethod().get(method);
    if (entry != null) {
      return serve(request, entry, List.of());
    }
    List<PathTable.Match<Route>> matches = routes.matches(path);
    for (PathTable.Match<Route> match : matches) {
      entry = match.value().byMethod().get(method);
      if (entry != null) {
        return serve(request, entry, match.parameters());
      }
    }
    List<Route> found = matches.stream().map(PathTable.Match::value).toList();
    return answer(unrouted, System.nanoTime(), withoutEndpoint(request, method, found));
  }

  private HttpResponse withoutEndpoint(HttpRequest request, String method, List<Route> found) {
    request.discardEntityBytes(materializer);
    if (found.isEmpty()) {
      return Answers.NO_SUCH_METHOD;
    }
    Endpoint any = found.get(0).byMethod().values().iterator().next().endpoint();
    if (any.compatible()) {
      return method.equals("OPTIONS")
          ? Answers.preflight(any.method(), any.preflightSwapped())
          : Answers.NO_SUCH_METHOD;
    }
    String allowed =
        found.stream()
            .flatMap(route -> route.byMethod().keySet().stream())
            .collect(Collectors.joining(", "));
    return Problems.of(405, "This path allows " + allowed)
        .addHeader(RawHeader.create("Allow", allowed));
  }

  private CompletionStage<HttpResponse> serve(
      HttpRequest request, Entry entry, List<String> parameters) {
    long since = System.nanoTime();
    boolean compatible = entry.endpoint().compatible();
    CompletionStage<HttpResponse> stage;
    try {
      stage =
          request.entity() instanceof HttpEntity.Strict strict
              ? handle(request, entry.endpoint(), parameters, bytes(strict, compatible))
              : read(request, compatible)
                  .thenCompose(
                      strict ->
                          handle(request, entry.endpoint(), parameters, bytes(strict, compatible)));
    } catch (RuntimeException failure) {
      return answer(entry.meters(), since, ApiErrors.failure(failure, compatible));
    }
    // Not instanceof: a stage that was completed from the start is a future that cannot be asked.
    CompletableFuture<HttpResponse> future = stage.toCompletableFuture();
    if (future.isDone() && !future.isCompletedExceptionally()) {
      return answer(entry.meters(), since, future.join());
    }
    return inTime(request, stage, compatible)
        .exceptionally(failure -> ApiErrors.failure(failure, compatible))
        .whenComplete(
            (response, none) ->
                entry.meters().answered(response.status().intValue(), System.nanoTime() - since));
  }

  /** Replaces the answer that Akka HTTP itself would give after the time limit. */
  private CompletionStage<HttpResponse> inTime(
      HttpRequest request, CompletionStage<HttpResponse> stage, boolean compatible) {
    Optional<TimeoutAccess> access = request.getHeader(TimeoutAccess.class);
    if (access.isEmpty()) {
      return stage.toCompletableFuture().copy().orTimeout(patienceMillis, TimeUnit.MILLISECONDS);
    }
    access.get().timeoutAccess().updateHandler(late -> ApiErrors.unavailable(compatible));
    return stage;
  }

  /** Uses the entity's size limit, whose failure is specific; that of toStrict is a bad stream. */
  private CompletionStage<HttpEntity.Strict> read(HttpRequest request, boolean compatible) {
    return request
        .entity()
        .withSizeLimit(bodyBytesMax)
        .toStrict(BODY_TIMEOUT_MILLIS, Long.MAX_VALUE, materializer)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedStage(
                    failure instanceof TimeoutException
                            || failure.getCause() instanceof TimeoutException
                        ? new HttpRefusal(ApiErrors.slowBody(compatible))
                        : failure));
  }

  private byte[] bytes(HttpEntity.Strict entity, boolean compatible) {
    var data = entity.getData();
    if (data.length() > bodyBytesMax) {
      throw new HttpRefusal(ApiErrors.tooLong(compatible));
    }
    return data.toArray();
  }

  private CompletionStage<HttpResponse> handle(
      HttpRequest request, Endpoint endpoint, List<String> parameters, byte[] body) {
    return filter.pass(new Exchange(request, parameters, body), endpoint);
  }

  private static CompletionStage<HttpResponse> answer(
      RequestMeters meters, long since, HttpResponse response) {
    meters.answered(response.status().intValue(), System.nanoTime() - since);
    return Answers.now(response);
  }
}
