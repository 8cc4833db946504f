package waitingroom.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Authentication;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authenticator;
import waitingroom.access.SignedRequest;

/** Looks at the Authorization header of a request. May wait for the keys of a token issuer. */
record HeaderCredentials(Authenticator authenticator) {

  Authentication of(Exchange exchange) {
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
