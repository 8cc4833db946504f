package waitingroom.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.Principal;
import waitingroom.access.Role;

/**
 * Lets a request through when its credentials are good and its role suffices. Counts those that it
 * turns away, and logs who changes something.
 */
final class AdminGate implements Gate {
  private static final Logger log = LoggerFactory.getLogger(AdminGate.class);

  /** Called for each visitor: too many for a log, and the journal has them. */
  private static final Set<String> OF_VISITORS =
      Set.of("/generate_token", "/update_session", "/inlets/max_size");

  private final Callers callers;
  private final Denials denials;

  AdminGate(Callers callers, Denials denials) {
    this.callers = callers;
    this.denials = denials;
  }

  @Override
  public CompletionStage<HttpResponse> pass(Exchange exchange, Endpoint endpoint) {
    Role needed = endpoint.role();
    if (needed == null) {
      return endpoint.serve(exchange);
    }
    return callers
        .of(exchange, endpoint.compatible())
        .thenCompose(
            caller ->
                turnAway(caller, exchange, endpoint, needed)
                    .map(Answers::now)
                    .orElseGet(() -> endpoint.serve(exchange)));
  }

  private Optional<HttpResponse> turnAway(
      Caller caller, Exchange exchange, Endpoint endpoint, Role needed) {
    if (caller instanceof Caller.TurnedAway turnedAway) {
      denials.count(turnedAway.reason());
      return Optional.of(turnedAway.answer());
    }
    Caller.Known known = (Caller.Known) caller;
    Principal principal = known.principal();
    if (!principal.role().allows(needed)) {
      denials.count(Denials.ROLE_TOO_LOW);
      return Optional.of(ApiErrors.forbidden(needed, principal.role(), endpoint.compatible()));
    }
    exchange.admit(known);
    if (!endpoint.method().equals("GET") && !OF_VISITORS.contains(endpoint.path())) {
      // quoted, because a path may hold what would look like another line of the log
      String path = Json.quoted(exchange.request().getUri().path());
      log.info(
          "Operator's call: method={} path={} principal={}",
          endpoint.method(),
          path,
          principal.name());
    }
    return Optional.empty();
  }
}
