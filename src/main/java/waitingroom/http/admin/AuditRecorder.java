package waitingroom.http.admin;

import akka.http.javadsl.model.HttpResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.Principal;
import waitingroom.audit.AuditEntry;
import waitingroom.audit.AuditIds;
import waitingroom.audit.AuditTrail;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ClientAddress;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Json;

/**
 * Writes changes to the audit trail. The answer waits for it, but not for long: the change is
 * already durable, and operators must be able to act when the trail cannot be written. Calls that
 * are summed up wait for nothing; their sums are written when the minute is over.
 */
public final class AuditRecorder {
  private static final Logger log = LoggerFactory.getLogger(AuditRecorder.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int EVENT_ID_CHARS_MAX = 64;

  private final AuditIds ids = new AuditIds();
  private final CallSums sums = new CallSums(ids);
  private final AuditTrail trail;
  private final ClientAddress address;
  private final Counter lost;
  private final Clock clock;

  public AuditRecorder(
      AuditTrail trail, ClientAddress address, MeterRegistry registry, Clock clock) {
    this.trail = trail;
    this.address = address;
    this.clock = clock;
    this.lost =
        Counter.builder("waitingroom.audit.lost")
            .description("Calls that may be missing in the audit trail: it could not be written")
            .register(registry);
  }

  /** Writes the sums of minutes that are over; to be called every second. */
  public void writeDue() {
    sums.due(clock.instant()).forEach(this::writeSum);
  }

  /** Writes all sums, before the node stops. */
  public CompletionStage<Void> writeAll() {
    return CompletableFuture.allOf(
        sums.all().stream().map(this::write).toArray(CompletableFuture[]::new));
  }

  /** Records the call, then answers. */
  CompletionStage<HttpResponse> keep(
      Exchange exchange, Endpoint endpoint, Principal principal, HttpResponse response) {
    AuditEntry entry = entry(exchange, endpoint, principal, response.status().intValue());
    if (single(exchange, endpoint, entry)) {
      return write(entry).thenApply(done -> response);
    }
    sums.add(entry, exchange.trail().figures()).forEach(this::writeSum);
    return Answers.now(response);
  }

  private boolean single(Exchange exchange, Endpoint endpoint, AuditEntry entry) {
    return endpoint.trail() == Endpoint.Trail.EACH
        || switch (exchange.trail().weight()) {
          case GAIN -> true;
          case UNUSUAL -> sums.single(entry.principal(), entry.at());
          case USUAL -> false;
        };
  }

  private void writeSum(AuditEntry sum) {
    var unused = write(sum);
  }

  /** Writes an entry, or says in the log that it may be missing: false. Never fails. */
  private CompletableFuture<Boolean> write(AuditEntry entry) {
    return trail
        .add(entry)
        .toCompletableFuture()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (done, failure) -> {
              if (failure != null) {
                lost.increment();
                log.error(
                    "Call may be missing from the audit trail: method={} path={} principal={}"
                        + " status={} cause={}",
                    entry.method(),
                    Json.quoted(entry.path()),
                    entry.principal(),
                    entry.status(),
                    failure.toString());
              }
              return failure == null;
            });
  }

  private AuditEntry entry(Exchange exchange, Endpoint endpoint, Principal principal, int status) {
    return new AuditEntry(
        clock.instant(),
        ids.next(),
        principal.name(),
        principal.role().toString(),
        address.of(exchange.request()),
        endpoint.method(),
        exchange.target().canonicalPath(),
        exchange.trail().room().or(() -> eventId(exchange, endpoint)).orElse(null),
        status,
        exchange.trail().before().orElse(null),
        exchange.trail().after().orElse(null));
  }

  /** From the path of modern endpoints, from the body of compatible ones. */
  private static Optional<String> eventId(Exchange exchange, Endpoint endpoint) {
    Optional<String> named =
        endpoint.path().contains("/{event_id}")
            ? Optional.of(exchange.pathParameter())
            : Json.object(exchange.body()).map(body -> body.path("event_id").textValue());
    return named.filter(text -> text.length() <= EVENT_ID_CHARS_MAX);
  }
}
