package waitingroom.http;

import java.util.ArrayList;
import java.util.List;
import waitingroom.authorizer.Authorizer;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.http.authorizer.AuthorizerApi;
import waitingroom.http.authorizer.SessionStandings;
import waitingroom.http.authorizer.TokenCheck;
import waitingroom.http.oidc.AuthorizeEndpoint;
import waitingroom.http.oidc.CodeExchangeEndpoint;
import waitingroom.http.oidc.LoginEndpoint;
import waitingroom.http.oidc.LoginPage;
import waitingroom.http.oidc.LogoutEndpoint;
import waitingroom.http.oidc.OpenIdDiscovery;
import waitingroom.http.oidc.OpenIdParts;
import waitingroom.http.oidc.OpenIdProviderApi;
import waitingroom.http.oidc.OwnKeys;
import waitingroom.http.oidc.UserInfoEndpoint;
import waitingroom.http.operations.OperationsApi;
import waitingroom.http.page.AssetsApi;
import waitingroom.http.page.EnterEndpoint;
import waitingroom.http.page.PagePolicy;
import waitingroom.http.page.PlainPageEndpoint;
import waitingroom.http.page.RoomPagesApi;
import waitingroom.http.page.SampleShop;
import waitingroom.http.page.WaitingPageApi;
import waitingroom.http.route.Endpoint;
import waitingroom.http.server.PublicSettings;
import waitingroom.http.visitor.Joining;
import waitingroom.http.visitor.LineEndpoint;
import waitingroom.http.visitor.PublicApi;
import waitingroom.http.visitor.StreamApi;
import waitingroom.http.visitor.TokenEndpoint;
import waitingroom.http.visitor.Visitors;
import waitingroom.page.ShopPages;
import waitingroom.page.WaitingPages;
import waitingroom.token.TokenIssuer;

/** All endpoints of the public listener. */
record VisitorEndpoints(
    HttpListeners.Parts parts,
    Visitors visitors,
    TokenEndpoint tokens,
    WaitingPages pages,
    PublicSettings settings) {

  List<Endpoint> all(OperationsApi operations) {
    LineEndpoint line = new LineEndpoint(parts.rooms(), visitors, parts.forecasts());
    TokenCheck door = door();
    EnterEndpoint enter = enter();
    ShopPages shop = new ShopPages();
    List<Endpoint> all = new ArrayList<>(operations.common());
    all.addAll(
        new PublicApi(
                parts.rooms(),
                visitors,
                tokens,
                parts.keys(),
                parts.forecasts(),
                parts.traces(),
                settings)
            .endpoints());
    all.addAll(new StreamApi(visitors, parts.streams(), line).endpoints());
    all.addAll(new AuthorizerApi(door, parts.authorizer()).endpoints());
    all.addAll(new AssetsApi(List.of(pages.assets(), shop.files())).endpoints());
    all.addAll(new RoomPagesApi(enter, parts.designs()).endpoints());
    all.addAll(waitingPage(line, enter).endpoints());
    all.addAll(openId().endpoints());
    if (parts.pages().sampleShop()) {
      all.addAll(
          new SampleShop(door, parts.authorizer(), parts.rooms(), visitors, shop).endpoints());
    }
    return all;
  }

  private WaitingPageApi waitingPage(LineEndpoint line, EnterEndpoint enter) {
    PagePolicy policy =
        new PagePolicy(parts.pages().target(), parts.authorizer().waitingPage().returnHosts());
    PlainPageEndpoint plain =
        new PlainPageEndpoint(
            pages,
            policy,
            new Joining(parts.rooms(), visitors, parts.traces()),
            line,
            enter,
            settings.issuer().startsWith("https:"));
    return new WaitingPageApi(parts.rooms().board(), parts.designs(), pages, policy, plain);
  }

  private TokenCheck door() {
    AuthorizerSettings settings = parts.authorizer();
    return new TokenCheck(
        new Authorizer(parts.keys(), settings, parts.clock()),
        settings,
        new SessionStandings(parts.rooms(), parts.requestIds()),
        parts.registry());
  }

  private EnterEndpoint enter() {
    return new EnterEndpoint(
        tokens, parts.designs(), parts.authorizer(), parts.pages().target(), settings.issuer());
  }

  private OpenIdProviderApi openId() {
    OpenIdParts own = parts.openId();
    String issuer = own.settings().issuer();
    LoginPage page = new LoginPage();
    OwnKeys keys = new OwnKeys(parts.keys());
    return new OpenIdProviderApi(
        new OpenIdProviderApi.Endpoints(
            new OpenIdDiscovery(issuer, parts.keys(), settings.cache().publicKey()),
            new AuthorizeEndpoint(visitors, own.clients(), own.requests(), issuer),
            new LoginEndpoint(
                new LoginEndpoint.Dependencies(
                    parts.rooms(),
                    visitors,
                    tokens,
                    own.clients(),
                    own.requests(),
                    own.codes(),
                    own.settings(),
                    parts.traces(),
                    parts.clock()),
                page),
            new CodeExchangeEndpoint(
                new CodeExchangeEndpoint.Dependencies(
                    visitors,
                    tokens,
                    new TokenIssuer(parts.keys()),
                    own.clients(),
                    own.codes(),
                    own.spentCodes(),
                    issuer,
                    parts.signers(),
                    parts.clock())),
            new UserInfoEndpoint(
                keys, new SessionStandings(parts.rooms(), parts.requestIds()), parts.clock()),
            new LogoutEndpoint(parts.rooms(), visitors, own.clients(), keys, page)));
  }
}
