package waitingroom.http.admin;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.Authentication.Reason;
import waitingroom.access.KnownKeys;
import waitingroom.access.Principal;
import waitingroom.access.Role;
import waitingroom.access.signin.BrowserSession;
import waitingroom.access.signin.SignIn;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.BrowserCookies;
import waitingroom.http.route.Caller;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.http.route.StrictJson;

/** Sign-in to the admin listener with an access key, and sign-out. */
public final class SignInApi {
  private static final Logger log = LoggerFactory.getLogger(SignInApi.class);
  private static final int KEY_ID_CHARS_MAX = 128;
  private static final HttpResponse NO_CONTENT =
      HttpResponse.create().withStatus(StatusCodes.NO_CONTENT).addHeader(Answers.NO_STORE);

  private final SignIn signIn;
  private final Callers callers;
  private final Denials denials;
  private final BrowserCookies cookies;
  private final OwnPages ownPages;

  public SignInApi(SignIn signIn, Callers callers, Denials denials) {
    this.signIn = signIn;
    this.callers = callers;
    this.denials = denials;
    this.cookies = new BrowserCookies(signIn.settings().secureCookie());
    this.ownPages = new OwnPages(signIn.settings().origin());
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("POST", "/session", null, this::signIn),
        modern("GET", "/session", Role.VIEWER, this::who),
        modern("DELETE", "/session", Role.VIEWER, this::signOut));
  }

  private CompletionStage<HttpResponse> signIn(Exchange exchange) {
    // Another site's page could sign a browser in as somebody else. A form cannot send JSON.
    if (!ownPages.sent(exchange)) {
      denials.count(Denials.FOREIGN_PAGE, exchange);
      return Answers.now(Problems.of(403, "Sign in from a page of this address"));
    }
    if (!exchange.isJson()) {
      throw new HttpRefusal(Problems.of(415, "The body must be JSON"));
    }
    ShownKey shown = StrictJson.read(exchange.body(), ShownKey.class);
    String id = shown.id().length() > KEY_ID_CHARS_MAX ? "" : shown.id();
    Optional<KnownKeys.Holder> holder = signIn.keys().verify(id, shown.secret());
    Duration wait =
        signIn.tries().judge(callers.subject(exchange), "key " + id, holder.isPresent());
    if (wait.compareTo(Duration.ZERO) > 0) {
      denials.count(Denials.TOO_MANY_TRIES, exchange, shown.id());
      return Answers.now(ApiErrors.tooManyTries(wait, false));
    }
    if (holder.filter(known -> !known.principal().role().allows(Role.VIEWER)).isPresent()) {
      denials.count(Denials.ROLE_TOO_LOW, exchange, shown.id());
      return Answers.now(ApiErrors.forbidden(Role.VIEWER, Role.SHOP, false));
    }
    return holder
        .map(known -> signIn.sessions().openByKey(id, known).thenApply(this::signedIn))
        .orElseGet(
            () -> {
              denials.count(Reason.WRONG_KEY.name(), exchange, shown.id());
              return Answers.now(ApiErrors.denied(Reason.WRONG_KEY, false));
            });
  }

  private HttpResponse signedIn(BrowserSession session) {
    Principal principal = session.principal();
    log.info("Signed in: principal={} role={}", principal.name(), principal.role());
    return Json.answer(document(principal, Optional.of(session)))
        .withStatus(StatusCodes.CREATED)
        .addHeader(cookies.session(session.id().text()));
  }

  private CompletionStage<HttpResponse> who(Exchange exchange) {
    Caller.Known caller = exchange.caller();
    return Answers.now(Json.answer(document(caller.principal(), caller.session())));
  }

  private Map<String, Object> document(Principal principal, Optional<BrowserSession> session) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", principal.name());
    members.put("role", principal.role().name().toLowerCase(Locale.ROOT));
    session.ifPresent(
        one -> {
          members.put("csrf_token", one.id().csrfToken());
          members.put("expires_at", one.endsAt().toString());
          members.put("idle_timeout", signIn.settings().idleTimeout().toSeconds());
        });
    return members;
  }

  /** A caller without a session has none to end. */
  private CompletionStage<HttpResponse> signOut(Exchange exchange) {
    return exchange
        .caller()
        .session()
        .map(
            session ->
                signIn
                    .sessions()
                    .end(session)
                    .thenApply(done -> NO_CONTENT.addHeader(cookies.noSession())))
        .orElseGet(() -> Answers.now(NO_CONTENT));
  }
}
