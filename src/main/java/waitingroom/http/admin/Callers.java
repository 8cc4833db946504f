package waitingroom.http.admin;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import waitingroom.access.Authentication;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;
import waitingroom.access.Authenticator;
import waitingroom.access.Principal;
import waitingroom.access.signin.BrowserSession;
import waitingroom.access.signin.SignIn;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.BrowserCookies;
import waitingroom.http.route.Caller;
import waitingroom.http.route.ClientAddress;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;

/**
 * Authenticates callers of the admin listener: by the Authorization header if there is one, else by
 * the browser session.
 */
public final class Callers {
  private final HeaderCredentials headers;
  private final SignIn signIn;
  private final Executor blocking;
  private final BrowserCookies cookies;
  private final OwnPages ownPages;
  private final ClientAddress address;

  /**
   * @param blocking for fetching the keys of a token issuer
   */
  public Callers(Authenticator authenticator, SignIn signIn, Executor blocking) {
    this.headers = new HeaderCredentials(authenticator);
    this.signIn = signIn;
    this.blocking = blocking;
    this.cookies = new BrowserCookies(signIn.settings().secureCookie());
    this.ownPages = new OwnPages(signIn.settings().origin());
    this.address = new ClientAddress(signIn.settings().addressHeader());
  }

  CompletionStage<Caller> of(Exchange exchange, boolean compatible) {
    return session(exchange)
        .map(id -> signIn.sessions().find(id).thenApply(found -> of(exchange, compatible, found)))
        .orElseGet(() -> supplyAsync(() -> byHeader(exchange, compatible), blocking));
  }

  /**
   * Re-checks the caller of a request that was admitted earlier; empty: no longer known. Wrong
   * attempts are not counted. Fails when it cannot be checked.
   */
  public CompletionStage<Optional<Principal>> again(Exchange exchange) {
    return session(exchange)
        .map(
            id ->
                signIn.sessions().find(id).thenApply(found -> found.map(BrowserSession::principal)))
        .orElseGet(() -> supplyAsync(() -> principal(headers.again(exchange)), blocking));
  }

  private static Optional<Principal> principal(Authentication outcome) {
    if (outcome instanceof Denied denied && denied.reason() == Reason.KEYS_UNAVAILABLE) {
      throw new HttpRefusal(ApiErrors.denied(denied.reason(), false));
    }
    return outcome instanceof Authenticated known
        ? Optional.of(known.principal())
        : Optional.empty();
  }

  private Optional<String> session(Exchange exchange) {
    return exchange.header("Authorization").isPresent()
        ? Optional.empty()
        : cookies.session(exchange);
  }

  private Caller byHeader(Exchange exchange, boolean compatible) {
    Authentication outcome = headers.of(exchange);
    if (exchange.header("Authorization").filter(Authenticator::showsSecret).isPresent()) {
      // Not by key id: anyone who knows it could lock its holder out.
      Duration wait = signIn.tries().judge(subject(exchange), outcome instanceof Authenticated);
      if (wait.compareTo(Duration.ZERO) > 0) {
        return new Caller.TurnedAway(
            Denials.TOO_MANY_TRIES, ApiErrors.tooManyTries(wait, compatible));
      }
    }
    return outcome instanceof Authenticated known
        ? new Caller.Known(known.principal(), Optional.empty())
        : turnedAway(((Denied) outcome).reason(), compatible);
  }

  /** The subject under which wrong attempts from the request's address are counted. */
  String subject(Exchange exchange) {
    return "address " + address.subject(exchange.request());
  }

  private Caller of(Exchange exchange, boolean compatible, Optional<BrowserSession> found) {
    if (found.isEmpty()) {
      return turnedAway(Reason.SESSION_OVER, compatible);
    }
    BrowserSession session = found.get();
    if (changes(exchange) && !(ownPages.sent(exchange) && showsToken(exchange, session))) {
      return new Caller.TurnedAway(Denials.FOREIGN_PAGE, ApiErrors.foreignPage(compatible));
    }
    return new Caller.Known(session.principal(), found);
  }

  private static boolean changes(Exchange exchange) {
    String method = exchange.request().method().name();
    return !method.equals("GET") && !method.equals("HEAD");
  }

  private static boolean showsToken(Exchange exchange, BrowserSession session) {
    return exchange.header("X-CSRF-Token").filter(session.id()::hasCsrfToken).isPresent();
  }

  private static Caller turnedAway(Reason reason, boolean compatible) {
    return new Caller.TurnedAway(reason.name(), ApiErrors.denied(reason, compatible));
  }
}
