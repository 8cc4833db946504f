package waitingroom.http.oidc;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.util.ByteString;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Form;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.MalformedForm;
import waitingroom.http.route.PageHeaders;
import waitingroom.http.visitor.Visitors;
import waitingroom.oidc.AuthorizationRequest;
import waitingroom.oidc.Client;
import waitingroom.oidc.Clients;
import waitingroom.oidc.OAuthError;
import waitingroom.oidc.OAuthRefusal;
import waitingroom.oidc.Returning;
import waitingroom.oidc.Sealed;
import waitingroom.room.RoomId;

/**
 * {@code /oidc/authorize}: checks a client's request and sends the visitor to the login page with
 * it (OpenID Connect Core, section 3.1.2).
 *
 * <p>Until client and redirect URI are known to belong together, errors go to the visitor; after
 * that to the client, by way of the visitor's browser.
 */
public final class AuthorizeEndpoint {
  /** Decides who is told of an error, so it must not be in doubt. */
  private static final Set<String> CLIENT = Set.of("client_id", "redirect_uri");

  /** Parameters of RFC 6749, RFC 7636 and OpenID Connect Core, 3.1.2.1, each for one value. */
  private static final Set<String> KNOWN =
      Set.of(
          "response_type",
          "response_mode",
          "scope",
          "state",
          "nonce",
          "display",
          "prompt",
          "max_age",
          "ui_locales",
          "id_token_hint",
          "login_hint",
          "acr_values",
          "claims",
          "request",
          "request_uri",
          "registration",
          "code_challenge",
          "code_challenge_method");

  private final Visitors visitors;
  private final Clients clients;
  private final Sealed<AuthorizationRequest> requests;
  private final String issuer;

  public AuthorizeEndpoint(
      Visitors visitors, Clients clients, Sealed<AuthorizationRequest> requests, String issuer) {
    this.visitors = visitors;
    this.clients = clients;
    this.requests = requests;
    this.issuer = issuer;
  }

  CompletionStage<HttpResponse> authorize(Exchange exchange) {
    Form form = form(exchange);
    String clientId =
        form.get("client_id").orElseThrow(() -> refused("The shop's link has no client_id."));
    String redirectUri =
        form.get("redirect_uri").orElseThrow(() -> refused("The shop's link has no redirect_uri."));
    RoomId room = RoomId.parse(clientId).orElseThrow(AuthorizeEndpoint::unknownClient);
    visitors.knownRoom(room, unknownClient());
    return clients
        .of(room)
        .thenApply(
            found -> {
              Client client = found.orElseThrow(AuthorizeEndpoint::unknownClient);
              if (!client.returnsTo(redirectUri)) {
                throw refused("The shop's link would lead back to an address that is not its own.");
              }
              return sent(exchange, location(form, room, redirectUri, client));
            });
  }

  private static Form form(Exchange exchange) {
    try {
      return Form.of(exchange).eachOnce(CLIENT);
    } catch (MalformedForm malformed) {
      throw refused("The shop's link is malformed.");
    }
  }

  private String location(Form form, RoomId room, String redirectUri, Client client) {
    try {
      new OAuthForm(form).eachOnce(KNOWN);
      AuthorizationRequest request =
          AuthorizationRequest.checked(room.value(), redirectUri, client, form::get);
      if ((" " + form.get("prompt").orElse("") + " ").contains(" none ")) {
        throw new OAuthRefusal(
            OAuthError.LOGIN_REQUIRED, "A visitor has to wait for their turn on a page");
      }
      visitors.openRoom(room.value(), Answers.INVALID_EVENT);
      return "login?tx=" + requests.seal(request);
    } catch (OAuthRefusal refusal) {
      return Returning.withError(redirectUri, refusal, form.get("state").orElse(null), issuer);
    } catch (HttpRefusal closed) {
      return Returning.withError(
          redirectUri,
          new OAuthRefusal(OAuthError.ACCESS_DENIED, "The waiting room is not open"),
          form.get("state").orElse(null),
          issuer);
    }
  }

  private static HttpResponse sent(Exchange exchange, String location) {
    boolean get = exchange.request().method().name().equals("GET");
    return HttpResponse.create()
        .withStatus(get ? StatusCodes.FOUND : StatusCodes.SEE_OTHER)
        .addHeader(Answers.NO_STORE)
        .addHeader(RawHeader.create("Referrer-Policy", "no-referrer"))
        .addHeader(RawHeader.create("Location", location));
  }

  private static HttpRefusal unknownClient() {
    return refused("The shop's link names no client of this waiting room.");
  }

  private static HttpRefusal refused(String sentence) {
    return new HttpRefusal(
        HttpResponse.create()
            .withStatus(StatusCodes.BAD_REQUEST)
            .addHeader(Answers.NO_STORE)
            .addHeader(PageHeaders.NO_SNIFF)
            .withEntity(
                ContentTypes.TEXT_PLAIN_UTF8,
                ByteString.fromString("Bad Request\n" + sentence + "\n")));
  }
}
