package waitingroom.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.ServerBuilder;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.Materializer;
import com.typesafe.config.ConfigFactory;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import waitingroom.access.Authenticator;
import waitingroom.alarm.Alarms;
import waitingroom.audit.AuditTrail;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.events.EventFeed;
import waitingroom.forecast.WaitForecasts;
import waitingroom.monitor.AnswerTally;
import waitingroom.monitor.AnswerTally.Listener;
import waitingroom.monitor.Monitoring;
import waitingroom.readside.ReadSide;
import waitingroom.room.WaitingRooms;
import waitingroom.signin.SignIn;
import waitingroom.stream.Streams;
import waitingroom.token.RequestIds;
import waitingroom.token.SigningKeys;
import waitingroom.trace.Traces;
import waitingroom.web.PageDesigns;
import waitingroom.web.PageSettings;
import waitingroom.web.WaitingPages;
import waitingroom.webhook.Webhooks;

/** Opens the two listeners. */
public final class HttpListeners {
  /** How long requests under way may take when the node stops. */
  private static final Duration DRAIN = Duration.ofSeconds(5);

  /** All that the edges need. */
  public record Parts(
      WaitingRooms rooms,
      Alarms alarms,
      RequestIds requestIds,
      SigningKeys keys,
      AuthorizerSettings authorizer,
      OpenIdParts openId,
      PageSettings pages,
      PageDesigns designs,
      Executor signers,
      Authenticator authenticator,
      SignIn signIn,
      ReadSide readSide,
      WaitForecasts forecasts,
      Streams streams,
      EventFeed feed,
      Webhooks webhooks,
      Monitoring monitoring,
      AnswerTally tally,
      AuditTrail audit,
      Traces traces,
      Readiness readiness,
      PrometheusMeterRegistry registry,
      Clock clock) {}

  /** Where the listeners are, with the ports that were really taken. */
  public record Bound(InetSocketAddress publicAddress, InetSocketAddress adminAddress) {}

  private final ActorSystem<?> system;
  private final Parts parts;
  private final Visitors visitors;
  private final TokenDesk tokens;
  private final OperationsApi operations;
  private final Callers callers;
  private final Denials denials;
  private final WaitingPages pages = WaitingPages.load();

  public HttpListeners(ActorSystem<?> system, Parts parts) {
    this.system = system;
    this.parts = parts;
    this.visitors = new Visitors(parts.rooms().board(), parts.requestIds(), parts.registry());
    this.tokens =
        new TokenDesk(
            parts.rooms(), visitors, parts.keys(), parts.signers(), parts.traces(), parts.clock());
    this.callers =
        new Callers(
            parts.authenticator(),
            parts.signIn(),
            system.dispatchers().lookup(DispatcherSelector.blocking()));
    this.denials = new Denials(parts.registry());
    this.operations =
        new OperationsApi(
            parts.readiness(),
            parts.registry(),
            parts.rooms().board(),
            parts.alarms().board(),
            health(parts.readSide()));
  }

  private static OperationsApi.ReadSideHealth health(ReadSide readSide) {
    return new OperationsApi.ReadSideHealth() {
      @Override
      public List<String> failures() {
        return readSide.failures();
      }

      @Override
      public void refreshMeters() {
        readSide.refreshMeters();
      }
    };
  }

  /**
   * Opens both; fails when a port is taken.
   *
   * @throws IllegalArgumentException when files for TLS cannot be used
   */
  public CompletionStage<Bound> bind(PublicSettings forVisitors, AdminSettings forOperators) {
    // Each costs something per request: the address is for the rate limit and for wrong tries, the
    // raw target for signatures.
    boolean limited = forVisitors.rateLimit().requestsPerSecond() > 0;
    ServerSettings settings = ServerSettings.create(Adapter.toClassic(system));
    return bind(
            forVisitors.host(),
            forVisitors.port(),
            settings.withRemoteAddressAttribute(limited),
            publicRouter(forVisitors),
            forVisitors.tls())
        .thenCombine(
            bind(
                forOperators.host(),
                forOperators.port(),
                patient(forOperators.requestTimeout())
                    .withRawRequestUriHeader(true)
                    .withRemoteAddressAttribute(true),
                adminRouter(forOperators),
                forOperators.tls()),
            (visitorBinding, operatorBinding) ->
                new Bound(visitorBinding.localAddress(), operatorBinding.localAddress()));
  }

  /** The settings of the server with another time for one request. */
  private ServerSettings patient(Duration requestTimeout) {
    return ServerSettings.create(
        ConfigFactory.parseMap(
                Map.of("akka.http.server.request-timeout", requestTimeout.toMillis() + "ms"))
            .withFallback(system.settings().config()));
  }

  /** Every endpoint of the admin listener. */
  List<Endpoint> adminEndpoints(AdminSettings settings) {
    List<Endpoint> all = new ArrayList<>(operations.common());
    all.addAll(operations.admin());
    all.addAll(
        new PrivateApi(parts.rooms(), visitors, tokens, parts.readSide().expiredTokens(), settings)
            .endpoints());
    all.addAll(new RoomsApi(parts.rooms(), new KnownRooms(parts.rooms().board())).endpoints());
    all.addAll(
        new LiveRoomsApi(
                parts.rooms().board(),
                parts.streams().activeTokens(),
                parts.streams(),
                parts.clock())
            .endpoints());
    all.addAll(
        new StatisticsApi(
                parts.rooms(),
                new KnownRooms(parts.rooms().board()),
                parts.readSide(),
                parts.forecasts(),
                parts.clock())
            .endpoints());
    all.addAll(
        new ClientsApi(new KnownRooms(parts.rooms().board()), parts.openId().clients())
            .endpoints());
    all.addAll(new InletsApi(parts.rooms(), visitors).endpoints());
    all.addAll(new AlarmsApi(parts.alarms()).endpoints());
    all.addAll(new EventsApi(parts.feed(), parts.rooms()).endpoints());
    all.addAll(new SubscriptionsApi(parts.webhooks(), parts.rooms()).endpoints());
    all.addAll(new SignInApi(parts.signIn(), callers, denials).endpoints());
    all.addAll(new OpenIdApi(parts.signIn(), denials).endpoints());
    all.addAll(new AccessKeysApi(parts.signIn().register()).endpoints());
    all.addAll(
        new AlarmDefinitionsApi(parts.alarms(), parts.rooms().board(), parts.monitoring())
            .endpoints());
    all.addAll(new PagesApi(new KnownRooms(parts.rooms().board()), parts.designs()).endpoints());
    all.addAll(
        new PagePreviewApi(new KnownRooms(parts.rooms().board()), parts.designs(), pages)
            .endpoints());
    all.addAll(new AuditApi(parts.audit(), parts.clock()).endpoints());
    all.addAll(new AssetsApi(List.of(pages.assets())).endpoints());
    return all;
  }

  private Router publicRouter(PublicSettings settings) {
    RateLimiter limiter = new RateLimiter(settings.rateLimit());
    Gate gate =
        (exchange, endpoint) ->
            endpoint.rateLimited() && !limiter.allows(exchange.request())
                ? Answers.now(Answers.TOO_MANY)
                : endpoint.serve(exchange);
    return router(
        Listener.PUBLIC,
        new VisitorEndpoints(parts, visitors, tokens, pages, settings).all(operations),
        gate,
        settings.bodyBytesMax(),
        system.settings().config().getDuration("akka.http.server.request-timeout"));
  }

  private Router adminRouter(AdminSettings settings) {
    return router(
        Listener.ADMIN,
        adminEndpoints(settings),
        new AdminGate(
            callers,
            denials,
            new AuditDesk(
                parts.audit(),
                new ClientAddress(parts.signIn().settings().addressHeader()),
                parts.registry(),
                parts.clock())),
        settings.bodyBytesMax(),
        settings.requestTimeout());
  }

  private Router router(
      Listener listener,
      List<Endpoint> endpoints,
      Gate gate,
      long bodyBytesMax,
      Duration patience) {
    AnswerTally tally = parts.tally();
    return new Router(
        listener.name().toLowerCase(Locale.ROOT),
        endpoints,
        gate,
        bodyBytesMax,
        patience,
        parts.registry(),
        status -> tally.answered(listener, status),
        Materializer.matFromSystem(system));
  }

  private CompletionStage<ServerBinding> bind(
      String host, int port, ServerSettings settings, Router router, Optional<TlsSettings> tls) {
    ServerBuilder server = Http.get(system).newServerAt(host, port);
    CompletionStage<ServerBinding> bound =
        tls.isEmpty()
            ? server.withSettings(settings).bind(router)
            : server
                .withSettings(settings.withHttp2Enabled(true))
                .enableHttps(ConnectionContext.httpsServer(new TlsEngines(tls.get())::create))
                .bind(StrictTransport.of(tls.get().hstsMaxAge(), router));
    return bound
        .thenApply(binding -> binding.addToCoordinatedShutdown(DRAIN, system))
        .exceptionallyCompose(failure -> CompletableFuture.failedStage(taken(host, port, failure)));
  }

  private static IllegalArgumentException taken(String host, int port, Throwable failure) {
    return new IllegalArgumentException(
        "Cannot listen on %s:%d: stop the program that uses this port, or set another one (%s)"
            .formatted(host, port, failure.getMessage()),
        failure);
  }
}
