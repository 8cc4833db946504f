package waitingroom.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Authentication;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authenticator;
import waitingroom.access.Role;
import waitingroom.access.SignedRequest;

/** Lets a request through when its credentials are good and its role suffices. */
final class AdminGate implements Gate {
  private final Authenticator authenticator;
  private final Executor blocking;

  /**
   * @param blocking where the keys of a token issuer may be fetched
   */
  AdminGate(Authenticator authenticator, Executor blocking) {
    this.authenticator = authenticator;
    this.blocking = blocking;
  }

  @Override
  public CompletionStage<HttpResponse> pass(Exchange exchange, Endpoint endpoint) {
    Role needed = endpoint.role();
    if (needed == null) {
      return endpoint.serve(exchange);
    }
    return CompletableFuture.supplyAsync(() -> turnAway(exchange, endpoint, needed), blocking)
        .thenCompose(
            turnedAway ->
                turnedAway
                    .<CompletionStage<HttpResponse>>map(CompletableFuture::completedStage)
                    .orElseGet(() -> endpoint.serve(exchange)));
  }

  private Optional<HttpResponse> turnAway(Exchange exchange, Endpoint endpoint, Role needed) {
    Authentication authentication = authenticate(exchange);
    if (authentication instanceof Denied denied) {
      return Optional.of(ApiErrors.denied(denied.reason(), endpoint.compatible()));
    }
    Role role = ((Authenticated) authentication).principal().role();
    return role.allows(needed)
        ? Optional.empty()
        : Optional.of(ApiErrors.forbidden(needed, role, endpoint.compatible()));
  }

  private Authentication authenticate(Exchange exchange) {
    List<String> spellings = ContentTypeSpellings.of(exchange.contentType());
    String first = spellings.isEmpty() ? null : spellings.get(0);
    Authentication outcome = authenticator.authenticate(signed(exchange, first));
    if (!signsItsContentType(exchange)) {
      return outcome;
    }
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
