package waitingroom.http;

import akka.actor.typed.ActorSystem;
import akka.stream.Materializer;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import waitingroom.alarm.watch.AnswerTally;
import waitingroom.alarm.watch.AnswerTally.Listener;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Filter;
import waitingroom.http.route.Router;
import waitingroom.http.server.AdminSettings;
import waitingroom.http.server.Ports;
import waitingroom.http.server.PublicSettings;

/** Opens the two listeners. */
public final class HttpListeners {
  /** The bound addresses, with the actual ports. */
  public record Bound(InetSocketAddress publicAddress, InetSocketAddress adminAddress) {}

  private final ActorSystem<?> system;
  private final MeterRegistry registry;
  private final AnswerTally tally;

  public HttpListeners(ActorSystem<?> system, MeterRegistry registry, AnswerTally tally) {
    this.system = system;
    this.registry = registry;
    this.tally = tally;
  }

  /**
   * Opens both; fails when a port is taken.
   *
   * @throws IllegalArgumentException when files for TLS cannot be used
   */
  public CompletionStage<Bound> bind(VisitorEndpoints visitors, OperatorEndpoints operators) {
    PublicSettings forVisitors = visitors.settings();
    AdminSettings forOperators = operators.settings();
    // Each costs something per request: the address is for the rate limit and wrong attempts, the
    // raw target for signatures.
    boolean limited = forVisitors.rateLimit().requestsPerSecond() > 0;
    Ports ports = new Ports(system);
    return ports
        .bindForCrowds(
            forVisitors.host(),
            forVisitors.port(),
            ports.impatient().withRemoteAddressAttribute(limited),
            publicRouter(visitors),
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
                adminRouter(operators),
                forOperators.tls()),
            Bound::new);
  }

  private Router publicRouter(VisitorEndpoints visitors) {
    return router(
        Listener.PUBLIC,
        visitors.all(),
        visitors.filter(),
        visitors.settings().bodyBytesMax(),
        system.settings().config().getDuration("akka.http.server.request-timeout"));
  }

  private Router adminRouter(OperatorEndpoints operators) {
    return router(
        Listener.ADMIN,
        operators.all(),
        operators.filter(),
        operators.settings().bodyBytesMax(),
        operators.settings().requestTimeout());
  }

  private Router router(
      Listener listener,
      List<Endpoint> endpoints,
      Filter filter,
      long bodyBytesMax,
      Duration patience) {
    return new Router(
        listener.name().toLowerCase(Locale.ROOT),
        endpoints,
        filter,
        bodyBytesMax,
        patience,
        registry,
        status -> tally.answered(listener, status),
        Materializer.matFromSystem(system));
  }
}
