package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpResponse;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import waitingroom.access.signin.WrongTries;
import waitingroom.http.route.ClientAddress;
import waitingroom.http.route.Exchange;
import waitingroom.http.visitor.TokenEndpoint;
import waitingroom.http.visitor.Visitors;
import waitingroom.oidc.OAuthError;
import waitingroom.oidc.OAuthRefusal;
import waitingroom.token.TokenIssuer;

/** {@code /oidc/token}: tokens for a client that shows a code or a refresh token. */
public final class GrantEndpoint {
  /** Parameters of RFC 6749, RFC 7521 and RFC 7636, each for one value. */
  private static final Set<String> KNOWN =
      Set.of(
          "grant_type",
          "code",
          "redirect_uri",
          "client_id",
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "code_verifier",
          "refresh_token",
          "scope");

  /**
   * Parts of the endpoint.
   *
   * @param address of the clients, whose wrong secrets are counted
   * @param signers bounded
   */
  public record Dependencies(
      Visitors visitors,
      TokenEndpoint tokens,
      TokenIssuer issuer,
      OpenIdServices services,
      OwnKeys keys,
      ClientAddress address,
      Executor signers,
      Clock clock) {}

  private final ClientGate gate;
  private final CodeExchange codes;
  private final RefreshExchange refreshes;

  public GrantEndpoint(ClientGate gate, CodeExchange codes, RefreshExchange refreshes) {
    this.gate = gate;
    this.codes = codes;
    this.refreshes = refreshes;
  }

  /** The endpoint with its parts. */
  public static GrantEndpoint of(Dependencies parts) {
    OpenIdServices services = parts.services();
    SessionTokens sessions =
        new SessionTokens(
            new SessionTokens.Dependencies(
                parts.visitors(),
                parts.tokens(),
                parts.issuer(),
                services.subjects(),
                services.places(),
                services.settings().issuer(),
                parts.signers(),
                parts.clock()));
    return new GrantEndpoint(
        new ClientGate(
            parts.visitors(), services.clients(), new WrongTries(parts.clock()), parts.address()),
        new CodeExchange(services.codes(), services.spentCodes(), sessions),
        new RefreshExchange(parts.keys(), sessions));
  }

  CompletionStage<HttpResponse> exchange(Exchange exchange) {
    OAuthForm form = OAuthForm.ofBody(exchange).eachOnce(KNOWN);
    return gate.known(exchange, form).thenCompose(client -> granted(form, client));
  }

  private CompletionStage<HttpResponse> granted(OAuthForm form, ClientGate.Known client) {
    return switch (form.required("grant_type")) {
      case "authorization_code" -> codes.exchange(form, client);
      case "refresh_token" -> refreshes.exchange(form, client);
      default ->
          throw new OAuthRefusal(
              OAuthError.UNSUPPORTED_GRANT_TYPE,
              "grant_type must be authorization_code or refresh_token");
    };
  }
}
