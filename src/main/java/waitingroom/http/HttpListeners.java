package waitingroom.http;

import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import waitingroom.alarm.watch.AnswerTally;
import waitingroom.alarm.watch.AnswerTally.Listener;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Fallback;
import waitingroom.http.route.Filter;
import waitingroom.http.route.Router;
import waitingroom.http.server.AdminSettings;
import waitingroom.http.server.Ports;
import waitingroom.http.server.PublicSettings;

/** Opens the two listeners. */
public final class HttpListeners {
  /** The bound addresses, with the actual ports. */
  public record Bound(InetSocketAddress publicAddress, InetSocketAddress adminAddress) {}

  /** Their answers may take long, so they have threads of their own. */
  private static final int OPERATORS_LOOPS = 2;

  private static final Duration VISITORS_PATIENCE = Duration.ofSeconds(20);

  private final ActorSystem<?> system;
  private final MeterRegistry registry;
  private final AnswerTally tally;
  private final Clock clock;

  public HttpListeners(
      ActorSystem<?> system, MeterRegistry registry, AnswerTally tally, Clock clock) {
    this.system = system;
    this.registry = registry;
    this.tally = tally;
    this.clock = clock;
  }

  /**
   * Opens both; fails when a port is taken.
   *
   * @throws IllegalArgumentException when files for TLS cannot be used
   */
  public CompletionStage<Bound> bind(VisitorEndpoints visitors, OperatorEndpoints operators) {
    PublicSettings forVisitors = visitors.settings();
    AdminSettings forOperators = operators.settings();
    Ports ports = new Ports(system, registry, clock);
    return ports
        .bind(
            "visitors",
            forVisitors.host(),
            forVisitors.port(),
            publicRouter(visitors),
            forVisitors.bodyBytesMax(),
            forVisitors.tls(),
            forVisitors.eventLoops())
        .thenCombine(
            ports.bind(
                "operators",
                forOperators.host(),
                forOperators.port(),
                adminRouter(operators),
                forOperators.bodyBytesMax(),
                forOperators.tls(),
                OPERATORS_LOOPS),
            Bound::new);
  }

  private Router publicRouter(VisitorEndpoints visitors) {
    return router(
        Listener.PUBLIC, visitors.all(), visitors.filter(), visitors.fallback(), VISITORS_PATIENCE);
  }

  private Router adminRouter(OperatorEndpoints operators) {
    return router(
        Listener.ADMIN,
        operators.all(),
        operators.filter(),
        Fallback.MACHINES,
        operators.settings().requestTimeout());
  }

  private Router router(
      Listener listener,
      List<Endpoint> endpoints,
      Filter filter,
      Fallback fallback,
      Duration patience) {
    return new Router(
        listener.name().toLowerCase(Locale.ROOT),
        endpoints,
        filter,
        fallback,
        patience,
        registry,
        status -> tally.answered(listener, status));
  }
}
