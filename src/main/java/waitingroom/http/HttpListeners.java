package waitingroom.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.stream.Materializer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import waitingroom.access.Authenticator;
import waitingroom.access.signin.SignIn;
import waitingroom.alarm.Alarms;
import waitingroom.alarm.watch.AnswerTally;
import waitingroom.alarm.watch.AnswerTally.Listener;
import waitingroom.alarm.watch.Monitoring;
import waitingroom.audit.AuditTrail;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.event.EventFeed;
import waitingroom.event.webhook.Webhooks;
import waitingroom.forecast.WaitForecasts;
import waitingroom.http.admin.AccessKeysApi;
import waitingroom.http.admin.AdminFilter;
import waitingroom.http.admin.AuditApi;
import waitingroom.http.admin.AuditRecorder;
import waitingroom.http.admin.AuthMetrics;
import waitingroom.http.admin.Callers;
import waitingroom.http.admin.IdentityProviderSignInApi;
import waitingroom.http.admin.SignInApi;
import waitingroom.http.alarm.AlarmDefinitionsApi;
import waitingroom.http.alarm.AlarmsApi;
import waitingroom.http.event.EventsApi;
import waitingroom.http.event.SubscriptionsApi;
import waitingroom.http.oidc.ClientsApi;
import waitingroom.http.oidc.OpenIdParts;
import waitingroom.http.operations.OperationsApi;
import waitingroom.http.operations.Readiness;
import waitingroom.http.page.PagePreviewApi;
import waitingroom.http.page.PagesApi;
import waitingroom.http.room.InletsApi;
import waitingroom.http.room.KnownRooms;
import waitingroom.http.room.PrivateApi;
import waitingroom.http.room.RoomsApi;
import waitingroom.http.route.ClientAddress;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Filter;
import waitingroom.http.route.Router;
import waitingroom.http.route.StreamLeases;
import waitingroom.http.server.AdminSettings;
import waitingroom.http.server.Ports;
import waitingroom.http.server.PublicSettings;
import waitingroom.http.server.RateLimiter;
import waitingroom.http.statistics.RoomNumbers;
import waitingroom.http.statistics.StatisticsApi;
import waitingroom.http.visitor.RateLimitFilter;
import waitingroom.http.visitor.TokenEndpoint;
import waitingroom.http.visitor.Visitors;
import waitingroom.page.PageDesigns;
import waitingroom.page.PageSettings;
import waitingroom.page.WaitingPages;
import waitingroom.readside.ReadSide;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.stream.Streams;
import waitingroom.ticket.RequestIds;
import waitingroom.token.SigningKeys;
import waitingroom.trace.Traces;

/** Opens the two listeners. */
public final class HttpListeners {
  /** Dependencies of the endpoints. */
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
      Clock clock) {
    RoomNumbers numbers(KnownRooms known) {
      return new RoomNumbers(rooms, known, readSide.statistics(), forecasts);
    }
  }

  /** The bound addresses, with the actual ports. */
  public record Bound(InetSocketAddress publicAddress, InetSocketAddress adminAddress) {}

  private final ActorSystem<?> system;
  private final Parts parts;
  private final Visitors visitors;
  private final TokenEndpoint tokens;
  private final OperationsApi operations;
  private final Callers callers;
  private final AuthMetrics denials;
  private final WaitingPages pages = WaitingPages.load();

  public HttpListeners(ActorSystem<?> system, Parts parts) {
    this.system = system;
    this.parts = parts;
    this.visitors = new Visitors(parts.rooms().board(), parts.requestIds(), parts.registry());
    this.tokens =
        new TokenEndpoint(
            parts.rooms(), visitors, parts.keys(), parts.signers(), parts.traces(), parts.clock());
    this.callers =
        new Callers(
            parts.authenticator(),
            parts.signIn(),
            system.dispatchers().lookup(DispatcherSelector.blocking()));
    this.denials = new AuthMetrics(parts.registry());
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
    // Each costs something per request: the address is for the rate limit and wrong attempts, the
    // raw target for signatures.
    boolean limited = forVisitors.rateLimit().requestsPerSecond() > 0;
    Ports ports = new Ports(system);
    return ports
        .bindForCrowds(
            forVisitors.host(),
            forVisitors.port(),
            ports.impatient().withRemoteAddressAttribute(limited),
            publicRouter(forVisitors),
            forVisitors.tls(),
            forVisitors.eventLoops())
        .thenCombine(
            ports.bind(
                forOperators.host(),
                forOperators.port(),
                ports
                    .patient(forOperators.requestTimeout())
                    .withRawRequestUriHeader(true)
                    .withRemoteAddressAttribute(true),
                adminRouter(forOperators),
                forOperators.tls()),
            Bound::new);
  }

  /** Every endpoint of the admin listener. */
  List<Endpoint> adminEndpoints(AdminSettings settings) {
    KnownRooms known = new KnownRooms(parts.rooms().board());
    ReadSide readSide = parts.readSide();
    List<Endpoint> all = new ArrayList<>(operations.common());
    all.addAll(operations.admin());
    all.addAll(
        new PrivateApi(parts.rooms(), visitors, tokens, readSide.expiredTokens(), settings)
            .endpoints());
    all.addAll(new RoomsApi(parts.rooms(), known).endpoints());
    all.addAll(new StatisticsApi(known, parts.numbers(known), readSide, parts.clock()).endpoints());
    all.addAll(new ClientsApi(known, parts.openId().clients()).endpoints());
    all.addAll(new InletsApi(parts.rooms(), visitors).endpoints());
    all.addAll(new AlarmsApi(parts.alarms()).endpoints());
    StreamLeases leases = new StreamLeases(callers::again, StreamLeases.EVERY);
    all.addAll(new EventsApi(parts.feed(), parts.rooms(), leases).endpoints());
    all.addAll(new SubscriptionsApi(parts.webhooks(), parts.rooms()).endpoints());
    all.addAll(new SignInApi(parts.signIn(), callers, denials).endpoints());
    all.addAll(new IdentityProviderSignInApi(parts.signIn(), denials).endpoints());
    all.addAll(new AccessKeysApi(parts.signIn().register()).endpoints());
    all.addAll(
        new AlarmDefinitionsApi(parts.alarms(), parts.rooms().board(), parts.monitoring())
            .endpoints());
    all.addAll(new PagesApi(known, parts.designs()).endpoints());
    all.addAll(new PagePreviewApi(known, parts.designs(), pages).endpoints());
    all.addAll(new AuditApi(parts.audit(), parts.clock()).endpoints());
    all.addAll(PanelEndpoints.of(parts, visitors, pages.assets(), leases));
    return all;
  }

  private Router publicRouter(PublicSettings settings) {
    Filter filter = new RateLimitFilter(new RateLimiter(settings.rateLimit()), pages);
    return router(
        Listener.PUBLIC,
        new VisitorEndpoints(parts, visitors, tokens, pages, settings).all(operations),
        filter,
        settings.bodyBytesMax(),
        system.settings().config().getDuration("akka.http.server.request-timeout"));
  }

  private Router adminRouter(AdminSettings settings) {
    return router(
        Listener.ADMIN,
        adminEndpoints(settings),
        new AdminFilter(
            callers,
            denials,
            new AuditRecorder(
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
      Filter filter,
      long bodyBytesMax,
      Duration patience) {
    AnswerTally tally = parts.tally();
    return new Router(
        listener.name().toLowerCase(Locale.ROOT),
        endpoints,
        filter,
        bodyBytesMax,
        patience,
        parts.registry(),
        status -> tally.answered(listener, status),
        Materializer.matFromSystem(system));
  }
}
