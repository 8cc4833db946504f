package waitingroom.http.route;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.function.Function;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import waitingroom.http.transport.Fault;
import waitingroom.http.transport.Requests;

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
  private static final byte[] NO_BODY = {};

  /** Left out of the tally: a starting node answers 503 there, which is harmless. */
  private static final String PROBES = "/health/";

  /** One path with its methods. */
  private record Route(Map<String, Entry> byMethod) {
    /** HEAD is served as GET (RFC 9110, section 9.3.2), except where the contract has none. */
    @Nullable Entry entry(String method) {
      Entry entry = byMethod.get(method);
      if (entry != null || !method.equals("HEAD")) {
        return entry;
      }
      Entry get = byMethod.get("GET");
      return get == null || get.endpoint().compatible() ? null : get;
    }
  }

  private record Entry(Endpoint endpoint, RequestMeters meters) {}

  private final transient PathTable<Route> routes =
      new PathTable<>(() -> new Route(new HashMap<>()));
  private final transient Filter filter;
  private final transient Fallback fallback;
  private final transient RequestMeters unrouted;
  private final long patienceMillis;

  /**
   * @param fallback answers where there is no endpoint
   * @param patience limit of a request's time
   * @param tally gets the status of each answer except those of probes
   */
  public Router(
      String listener,
      List<Endpoint> endpoints,
      Filter filter,
      Fallback fallback,
      Duration patience,
      MeterRegistry registry,
      IntConsumer tally) {
    this.filter = filter;
    this.fallback = fallback;
    this.patienceMillis = patience.toMillis();
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
    SentTarget target = SentTarget.of(request);
    String path = target.canonicalPath();
    String method = request.method().name();
    Route exact = routes.literal(path);
    Entry entry = exact == null ? null : exact.entry(method);
    if (entry != null) {
      return serve(request, target, entry, List.of());
    }
    List<PathTable.Match<Route>> matches = routes.matches(path);
    for (PathTable.Match<Route> match : matches) {
      entry = match.value().entry(method);
      if (entry != null) {
        return serve(request, target, entry, match.parameters());
      }
    }
    List<Route> found = matches.stream().map(PathTable.Match::value).toList();
    long since = System.nanoTime();
    HttpResponse response =
        found.isEmpty() ? nowhere(request, target, path) : otherMethod(request, method, found);
    return answer(unrouted, since, response);
  }

  /** A page whose address was typed with a slash at its end is one step back. */
  private HttpResponse nowhere(HttpRequest request, SentTarget target, String path) {
    Optional<Fault> fault = request.getAttribute(Requests.BODY_FAULT);
    if (fault.isPresent()) {
      return ApiErrors.unreadBody(fault.get(), true);
    }
    if (path.endsWith("/") && showsPage(path.substring(0, path.length() - 1))) {
      return HttpResponse.create()
          .withStatus(308)
          .addHeaders(
              List.of(RawHeader.create("Location", target.withoutSlash()), Answers.NO_STORE));
    }
    return fallback.noSuchPath(new Exchange(request, target, List.of(), NO_BODY));
  }

  private boolean showsPage(String path) {
    return routes.matches(path).stream()
        .map(match -> match.value().entry("GET"))
        .anyMatch(entry -> entry != null && entry.endpoint().dialect() == Endpoint.Dialect.BROWSED);
  }

  /** Answers what is no HTTP. */
  public HttpResponse refused(Fault fault, HttpRequest request) {
    Exchange exchange = new Exchange(request, SentTarget.of(request), List.of(), NO_BODY);
    long since = System.nanoTime();
    HttpResponse response = fallback.refused(fault, exchange);
    unrouted.answered(response.status().intValue(), System.nanoTime() - since);
    return response;
  }

  private static HttpResponse otherMethod(HttpRequest request, String method, List<Route> found) {
    Endpoint any = found.get(0).byMethod().values().iterator().next().endpoint();
    if (any.compatible()) {
      return method.equals("OPTIONS") ? Preflight.of(any, request) : Answers.NO_SUCH_METHOD;
    }
    String allowed =
        found.stream()
            .flatMap(route -> route.byMethod().keySet().stream())
            .collect(Collectors.joining(", "));
    return Problems.of(405, "This path allows " + allowed)
        .addHeader(RawHeader.create("Allow", allowed));
  }

  private CompletionStage<HttpResponse> serve(
      HttpRequest request, SentTarget target, Entry entry, List<String> parameters) {
    long since = System.nanoTime();
    boolean compatible = entry.endpoint().compatible();
    CompletionStage<HttpResponse> stage;
    try {
      byte[] body = body(request, compatible);
      stage = filter.pass(new Exchange(request, target, parameters, body), entry.endpoint());
    } catch (RuntimeException failure) {
      return answer(entry.meters(), since, ApiErrors.failure(failure, compatible));
    }
    // Not instanceof: a stage that was completed from the start is a future that cannot be asked.
    CompletableFuture<HttpResponse> future = stage.toCompletableFuture();
    if (future.isDone() && !future.isCompletedExceptionally()) {
      return answer(entry.meters(), since, future.join());
    }
    return future
        .copy()
        .orTimeout(patienceMillis, TimeUnit.MILLISECONDS)
        .exceptionally(failure -> ApiErrors.failure(failure, compatible))
        .whenComplete(
            (response, none) ->
                entry.meters().answered(response.status().intValue(), System.nanoTime() - since));
  }

  /** The body, which the listener has read. */
  private static byte[] body(HttpRequest request, boolean compatible) {
    Optional<Fault> fault = request.getAttribute(Requests.BODY_FAULT);
    if (fault.isPresent()) {
      throw new HttpRefusal(ApiErrors.unreadBody(fault.get(), compatible));
    }
    return request.entity() instanceof HttpEntity.Strict strict
        ? strict.getData().toArray()
        : NO_BODY;
  }

  private static CompletionStage<HttpResponse> answer(
      RequestMeters meters, long since, HttpResponse response) {
    meters.answered(response.status().intValue(), System.nanoTime() - since);
    return Answers.now(response);
  }
}
