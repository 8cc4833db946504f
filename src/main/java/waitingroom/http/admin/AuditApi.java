package waitingroom.http.admin;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.access.Role;
import waitingroom.audit.AuditPlace;
import waitingroom.audit.AuditQuery;
import waitingroom.audit.AuditTrail;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Paging;

/** The audit trail. */
public final class AuditApi {
  /** Default length of the period; each day costs one read. */
  private static final Duration USUALLY = Duration.ofDays(31);

  /** The clocks of the nodes differ. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final AuditTrail trail;
  private final Clock clock;

  public AuditApi(AuditTrail trail, Clock clock) {
    this.trail = trail;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(modern("GET", "/audit", Role.ADMIN, this::list));
  }

  private CompletionStage<HttpResponse> list(Exchange exchange) {
    return trail.read(query(exchange)).thenApply(page -> Json.answer(AuditDocument.Page.of(page)));
  }

  private AuditQuery query(Exchange exchange) {
    Instant to = time(exchange, "to").orElseGet(() -> clock.instant().plus(AHEAD));
    Instant from = time(exchange, "from").orElseGet(() -> to.minus(USUALLY));
    AuditPlace before =
        exchange
            .query("after")
            .map(text -> AuditPlace.parse(text).orElseThrow(Paging::wrongToken))
            .orElseGet(() -> AuditPlace.before(to));
    return new AuditQuery(
        from,
        before,
        exchange.query("event_id"),
        exchange.query("principal"),
        Paging.limit(exchange));
  }

  private static Optional<Instant> time(Exchange exchange, String name) {
    return exchange
        .query(name)
        .map(
            text -> {
              try {
                Instant time = Instant.parse(text);
                // It must fit a number of milliseconds.
                if (time.isAfter(Instant.EPOCH) && time.isBefore(Instant.ofEpochSecond(1L << 33))) {
                  return time;
                }
              } catch (DateTimeException notOne) {
                // refused below
              }
              throw HttpRefusal.badRequest(name + " must be a time like 2026-01-31T23:59:59Z");
            });
  }
}
