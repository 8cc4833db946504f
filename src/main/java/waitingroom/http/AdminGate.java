package waitingroom.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.Authentication;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authenticator;
import waitingroom.access.Principal;
import waitingroom.access.Role;
import waitingroom.access.SignedRequest;

/**
 * Lets a request through when its credentials are good and its role suffices. Counts those that it
 * turns away, and logs who changes something.
 */
final class AdminGate implements Gate {
  private static final Logger log = LoggerFactory.getLogger(AdminGate.class);

  /** Called for each visitor: too many for a log, and the journal has them. */
  private static final Set<String> OF_VISITORS =
      Set.of("/generate_token", "/update_session", "/inlets/max_size");

  private final Authenticator authenticator;
  private final Executor blocking;
  private final MeterRegistry registry;

  /**
   * @param blocking where the keys of a token issuer may be fetched
   */
  AdminGate(Authenticator authenticator, Executor blocking, MeterRegistry registry) {
    this.authenticator = authenticator;
    this.blocking = blocking;
    this.registry = registry;
  }

  @Override
  public CompletionStage<HttpResponse> pass(Exchange exchange, Endpoint endpoint) {
    Role needed = endpoint.role();
    if (needed == null) {
      return endpoint.serve(exchange);
    }
    return CompletableFuture.supplyAsync(() -> turnAway(exchange, endpoint, needed), blocking)
        .thenCompose(
            turnedAway -> turnedAway.map(Answers::now).orElseGet(() -> endpoint.serve(exchange)));
  }

  private Optional<HttpResponse> turnAway(Exchange exchange, Endpoint endpoint, Role needed) {
    Authentication authentication = authenticate(exchange);
    if (authentication instanceof Denied denied) {
      countDenied(denied.reason().name());
      return Optional.of(ApiErrors.denied(denied.reason(), endpoint.compatible()));
    }
    Principal principal = ((Authenticated) authentication).principal();
    if (!principal.role().allows(needed)) {
      countDenied("ROLE_TOO_LOW");
      return Optional.of(ApiErrors.forbidden(needed, principal.role(), endpoint.compatible()));
    }
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

  private void countDenied(String reason) {
    Counter.builder("waitingroom.admin.denied")
        .description("Requests to the admin listener that were turned away")
        .tag("reason", reason.toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  private Authentication authenticate(Exchange exchange) {
    List<String> spellings =
        signsItsContentType(exchange) ? ContentTypeSpellings.of(exchange.contentType()) : List.of();
    String first = spellings.isEmpty() ? null : spellings.get(0);
    Authentication outcome = authenticator.authenticate(signed(exchange, first));
    for (int i = 1; i < spellings.size() && hasBadSignature(outcome); i++) {
      outcome = authenticator.authenticate(signed(exchange, spellings.get(i)));
    }
    return outcome;
  }

  private static boolean signsItsContentType(Exchange exchange) {
    return exchange.header("Authorization").filter(h -> h.contains("content-type")).isPresent();
  }

  /** An unknown key takes as many tries as a bad signature, and so as long. */
  private static boolean hasBadSignature(Authentication outcome) {
    return outcome instanceof Denied denied
        && (denied.reason() == Authentication.Reason.BAD_SIGNATURE
            || denied.reason() == Authentication.Reason.UNKNOWN_KEY);
  }

  /**
   * The request as its client signed it: the target untouched, and the headers that Akka HTTP keeps
   * apart put back.
   *
   * @param contentType null when there is none, or nobody signed it
   */
  private static SignedRequest signed(Exchange exchange, @Nullable String contentType) {
    HttpRequest request = exchange.request();
    String target =
        request
            .getHeader("Raw-Request-URI")
            .map(HttpHeader::value)
            .orElseGet(() -> request.getUri().toString());
    int question = target.indexOf('?');
    List<SignedRequest.Header> headers = new ArrayList<>();
    for (HttpHeader header : request.getHeaders()) {
      headers.add(new SignedRequest.Header(header.name(), header.value()));
    }
    if (contentType != null) {
      headers.add(new SignedRequest.Header("Content-Type", contentType));
    }
    headers.add(new SignedRequest.Header("Content-Length", "" + exchange.body().length));
    return new SignedRequest(
        request.method().name(),
        question < 0 ? target : target.substring(0, question),
        question < 0 ? null : target.substring(question + 1),
        headers,
        exchange.body());
  }
}
