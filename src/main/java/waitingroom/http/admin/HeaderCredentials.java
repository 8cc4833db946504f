package waitingroom.http.admin;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Authentication;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authenticator;
import waitingroom.access.SignedRequest;
import waitingroom.http.route.ContentTypeSpellings;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.SentTarget;

/** Checks the Authorization header of a request. May wait for the keys of a token issuer. */
record HeaderCredentials(Authenticator authenticator) {

  Authentication of(Exchange exchange) {
    return of(exchange, authenticator::authenticate);
  }

  /** See {@link Authenticator#again}. */
  Authentication again(Exchange exchange) {
    return of(exchange, authenticator::again);
  }

  private static Authentication of(
      Exchange exchange, Function<SignedRequest, Authentication> look) {
    Iterator<SignedRequest> spellings = spellings(exchange).iterator();
    Authentication outcome = look.apply(spellings.next());
    while (spellings.hasNext() && hasBadSignature(outcome)) {
      outcome = look.apply(spellings.next());
    }
    return outcome;
  }

  /** The requests that the client may have signed, the likeliest first. */
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

  /** An unknown key takes as many attempts as a bad signature, so timing does not reveal it. */
  private static boolean hasBadSignature(Authentication outcome) {
    return outcome instanceof Denied denied
        && (denied.reason() == Authentication.Reason.BAD_SIGNATURE
            || denied.reason() == Authentication.Reason.UNKNOWN_KEY);
  }

  /**
   * The request as signed: with the headers that Akka HTTP models separately.
   *
   * @param contentType null: none, or not signed
   */
  private static SignedRequest signed(
      Exchange exchange, SentTarget target, @Nullable String contentType) {
    HttpRequest request = exchange.request();
    List<SignedRequest.Header> headers = new ArrayList<>();
    for (HttpHeader header : request.getHeaders()) {
      headers.add(new SignedRequest.Header(header.name(), header.value()));
    }
    if (request.getHeader("Host").isEmpty()) {
      // HTTP/2 has :authority instead, which a signature also names host.
      exchange.host().ifPresent(host -> headers.add(new SignedRequest.Header("Host", host)));
    }
    if (contentType != null) {
      headers.add(new SignedRequest.Header("Content-Type", contentType));
    }
    headers.add(new SignedRequest.Header("Content-Length", "" + exchange.body().length));
    return new SignedRequest(
        request.method().name(), target.path(), target.query(), headers, exchange.body());
  }
}
