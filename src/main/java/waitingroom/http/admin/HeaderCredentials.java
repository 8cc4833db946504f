package waitingroom.http.admin;

import akka.http.javadsl.model.HttpHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import waitingroom.access.Authentication;
import waitingroom.access.Authenticator;
import waitingroom.access.SignedRequest;
import waitingroom.http.route.Exchange;

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
    return look.apply(signed(exchange));
  }

  private static SignedRequest signed(Exchange exchange) {
    List<SignedRequest.Header> headers = new ArrayList<>();
    for (HttpHeader header : exchange.request().getHeaders()) {
      headers.add(new SignedRequest.Header(header.name(), header.value()));
    }
    if (exchange.header("Content-Length").isEmpty()) {
      headers.add(new SignedRequest.Header("Content-Length", "" + exchange.body().length));
    }
    return new SignedRequest(
        exchange.request().method().name(),
        exchange.target().path(),
        exchange.target().query(),
        headers,
        exchange.body());
  }
}
