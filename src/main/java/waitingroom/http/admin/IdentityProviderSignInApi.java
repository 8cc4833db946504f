package waitingroom.http.admin;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.Authentication.Reason;
import waitingroom.access.Principal;
import waitingroom.access.signin.IdentityProviderFailure;
import waitingroom.access.signin.OpenIdSignIn;
import waitingroom.access.signin.OpenIdSignIn.Ended;
import waitingroom.access.signin.SignIn;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.BrowserCookies;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.store.Unavailable;

/**
 * Sign-in to the admin listener with an identity provider.
 *
 * <p>People return in a chain of redirects that another site began, and in such a chain a browser
 * does not send the session's cookie ({@code SameSite=Strict}). So the chain ends in a page of
 * ours, which loads the panel by itself: that is a request of our own site.
 */
public final class IdentityProviderSignInApi {
  private static final Logger log = LoggerFactory.getLogger(IdentityProviderSignInApi.class);

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta http-equiv="refresh" content="0;url=/">
      <title>Signed in</title>
      <p>You are signed in. <a href="/">Continue</a></p>
      </html>
      """;

  private final SignIn signIn;
  private final Denials denials;
  private final BrowserCookies cookies;

  public IdentityProviderSignInApi(SignIn signIn, Denials denials) {
    this.signIn = signIn;
    this.denials = denials;
    this.cookies = new BrowserCookies(signIn.settings().secureCookie());
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", "/session/openid", null, this::begin),
        modern("GET", "/session/openid/callback", null, this::end));
  }

  private OpenIdSignIn openId() {
    return signIn
        .openId()
        .orElseThrow(
            () ->
                new HttpRefusal(
                    Problems.of(
                        404,
                        "No identity provider is configured: set waiting-room.admin.openid.issuer,"
                            + " or sign in with an access key")));
  }

  private CompletionStage<HttpResponse> begin(Exchange exchange) {
    return openId()
        .begin()
        .thenApply(
            begun ->
                HttpResponse.create()
                    .withStatus(StatusCodes.FOUND)
                    .addHeader(Answers.NO_STORE)
                    .addHeader(RawHeader.create("Location", begun.to().toString()))
                    .addHeader(cookies.pending(begun.pending(), OpenIdSignIn.TIME_MAX)))
        .exceptionally(IdentityProviderSignInApi::failure);
  }

  private CompletionStage<HttpResponse> end(Exchange exchange) {
    OpenIdSignIn.Answer answer =
        new OpenIdSignIn.Answer(
            exchange.query("state"),
            exchange.query("code"),
            exchange.query("error"),
            exchange.query("iss"));
    return openId()
        .end(answer, cookies.pending(exchange))
        .thenApply(ended -> answer(exchange, ended))
        .exceptionally(IdentityProviderSignInApi::failure)
        .thenApply(response -> response.addHeader(cookies.noPending()));
  }

  private HttpResponse answer(Exchange exchange, Ended ended) {
    if (ended instanceof Ended.SignedIn signedIn) {
      Principal principal = signedIn.session().principal();
      log.info("Signed in: principal={} role={}", principal.name(), principal.role());
      return page().addHeader(cookies.session(signedIn.session().id().text()));
    }
    if (ended instanceof Ended.NotBegun) {
      denials.count("sign_in_not_begun", exchange);
      return Problems.of(
          400,
          "This sign-in was not started here or took too long: begin again at /session/openid");
    }
    if (ended instanceof Ended.Declined declined) {
      denials.count("sign_in_declined", exchange);
      return Problems.of(
          403, "The identity provider did not sign you in: " + Json.quoted(declined.error()));
    }
    Reason reason = ((Ended.BadToken) ended).reason();
    denials.count(reason.name(), exchange);
    return reason == Reason.KEYS_UNAVAILABLE
        ? Problems.unavailable(reason.message())
        : Problems.of(403, reason.message());
  }

  private static HttpResponse page() {
    return HttpResponse.create()
        .addHeader(Answers.NO_STORE)
        .addHeader(
            RawHeader.create(
                "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"))
        // The address of this page contains the code.
        .addHeader(RawHeader.create("Referrer-Policy", "no-referrer"))
        .withEntity(ContentTypes.TEXT_HTML_UTF8, PAGE);
  }

  private static HttpResponse failure(Throwable failure) {
    if (Unavailable.unwrapped(failure) instanceof IdentityProviderFailure cause) {
      log.warn("Sign-in failed: cause={}", cause.getMessage());
      return Problems.of(
          502, "The identity provider is unavailable: try again, or sign in with an access key");
    }
    return ApiErrors.failure(failure, false);
  }
}
