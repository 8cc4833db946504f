package waitingroom.http.admin;

import akka.http.javadsl.model.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.Principal;
import waitingroom.access.Role;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Caller;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Filter;
import waitingroom.http.route.Json;

/**
 * Admits requests with valid credentials and a sufficient role. Counts those that it refuses, and
 * has changes logged and recorded in the audit trail.
 */
public final class AdminFilter implements Filter {
  private static final Logger log = LoggerFactory.getLogger(AdminFilter.class);

  private final Callers callers;
  private final Denials denials;
  private final AuditRecorder audit;

  public AdminFilter(Callers callers, Denials denials, AuditRecorder audit) {
    this.callers = callers;
    this.denials = denials;
    this.audit = audit;
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
                caller instanceof Caller.Known known && endpoint.trail() != Endpoint.Trail.NONE
                    ? audited(known, exchange, endpoint, needed)
                    : answer(caller, exchange, endpoint, needed));
  }

  private CompletionStage<HttpResponse> answer(
      Caller caller, Exchange exchange, Endpoint endpoint, Role needed) {
    return turnAway(caller, exchange, endpoint, needed)
        .map(Answers::now)
        .orElseGet(() -> endpoint.serve(exchange));
  }

  /** Records every outcome, failures too. */
  private CompletionStage<HttpResponse> audited(
      Caller.Known caller, Exchange exchange, Endpoint endpoint, Role needed) {
    return CompletableFuture.completedStage(caller)
        .thenCompose(known -> answer(known, exchange, endpoint, needed))
        .exceptionally(failure -> ApiErrors.failure(failure, endpoint.compatible()))
        .thenCompose(response -> audit.keep(exchange, endpoint, caller.principal(), response));
  }

  private Optional<HttpResponse> turnAway(
      Caller caller, Exchange exchange, Endpoint endpoint, Role needed) {
    if (caller instanceof Caller.TurnedAway turnedAway) {
      denials.count(turnedAway.reason(), exchange);
      return Optional.of(turnedAway.answer());
    }
    Caller.Known known = (Caller.Known) caller;
    Principal principal = known.principal();
    if (!principal.role().allows(needed)) {
      denials.count(Denials.ROLE_TOO_LOW, exchange, principal.name());
      return Optional.of(ApiErrors.forbidden(needed, principal.role(), endpoint.compatible()));
    }
    exchange.admit(known);
    if (endpoint.trail() == Endpoint.Trail.EACH) {
      // quoted, because a path may contain what looks like another line of the log
      String path = Json.quoted(exchange.target().canonicalPath());
      log.info(
          "Operator's call: method={} path={} principal={}",
          endpoint.method(),
          path,
          principal.name());
    }
    return Optional.empty();
  }
}
