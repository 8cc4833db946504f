package waitingroom.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Uri;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
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
    Iterator<SignedRequest> spellings = spellings(exchange).iterator();
    Authentication outcome = authenticator.authenticate(spellings.next());
    while (spellings.hasNext() && hasBadSignature(outcome)) {
      outcome = authenticator.authenticate(spellings.next());
    }
    return outcome;
  }

  /** What the client may have signed, the likeliest first. */
  private static Stream<SignedRequest> spellings(Exchange exchange) {
    List<String> contentTypes =
        signsItsContentType(exchange) ? ContentTypeSpellings.of(exchange.contentType()) : List.of();
    return SentTarget.spellings(exchange.request()).stream()
        .flatMap(
            target ->
                contentTypes.isEmpty()
                    ? Stream.of(signed(exchange, target, null))
                    : contentTypes.stream().map(type -> signed(exchange, target, type)));
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
   * The request as its client signed it: the headers that Akka HTTP keeps apart are put back.
   *
   * @param contentType null when there is none, or nobody signed it
   */
  private static SignedRequest signed(
      Exchange exchange, SentTarget target, @Nullable String contentType) {
    HttpRequest request = exchange.request();
    List<SignedRequest.Header> headers = new ArrayList<>();
    for (HttpHeader header : request.getHeaders()) {
      headers.add(new SignedRequest.Header(header.name(), header.value()));
    }
    if (request.getHeader("Host").isEmpty()) {
      // HTTP/2 has no such header but :authority, which a signature names like this all the same.
      headers.add(new SignedRequest.Header("Host", authority(request.getUri())));
    }
    if (contentType != null) {
      headers.add(new SignedRequest.Header("Content-Type", contentType));
    }
    headers.add(new SignedRequest.Header("Content-Length", "" + exchange.body().length));
    return new SignedRequest(
        request.method().name(), target.path(), target.query(), headers, exchange.body());
  }

  private static String authority(Uri uri) {
    String text = uri.toString();
    int from = text.indexOf("//") + 2;
    int to = text.indexOf('/', from);
    return to < 0 ? text.substring(from) : text.substring(from, to);
  }
}
