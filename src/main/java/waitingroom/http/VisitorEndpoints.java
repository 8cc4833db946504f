package waitingroom.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import waitingroom.authorizer.Authorizer;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.http.authorizer.AuthorizerApi;
import waitingroom.http.authorizer.SessionStandings;
import waitingroom.http.authorizer.TokenCheck;
import waitingroom.http.oidc.AuthorizeEndpoint;
import waitingroom.http.oidc.GrantEndpoint;
import waitingroom.http.oidc.LoginEndpoint;
import waitingroom.http.oidc.LoginPage;
import waitingroom.http.oidc.LogoutEndpoint;
import waitingroom.http.oidc.OpenIdDiscovery;
import waitingroom.http.oidc.OpenIdProviderApi;
import waitingroom.http.oidc.OpenIdServices;
import waitingroom.http.oidc.OwnKeys;
import waitingroom.http.oidc.UserInfoEndpoint;
import waitingroom.http.page.AssetsApi;
import waitingroom.http.page.EnterEndpoint;
import waitingroom.http.page.PagePolicy;
import waitingroom.http.page.PlainPageEndpoint;
import waitingroom.http.page.RoomPagesApi;
import waitingroom.http.page.SampleShop;
import waitingroom.http.page.SiteFilesApi;
import waitingroom.http.page.WaitingPageApi;
import waitingroom.http.route.ClientAddress;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Fallback;
import waitingroom.http.route.Filter;
import waitingroom.http.server.ClientLimits;
import waitingroom.http.server.GuessBrake;
import waitingroom.http.server.PeopleFallback;
import waitingroom.http.server.PublicSettings;
import waitingroom.http.server.RateLimitFilter;
import waitingroom.http.visitor.Joining;
import waitingroom.http.visitor.LineEndpoint;
import waitingroom.http.visitor.PlaceLimit;
import waitingroom.http.visitor.PublicApi;
import waitingroom.http.visitor.StreamApi;
import waitingroom.http.visitor.TokenEndpoint;
import waitingroom.page.ShopPages;
import waitingroom.token.TokenIssuer;

/** All endpoints of the public listener, behind the rate limit. */
public final class VisitorEndpoints {
  private final SharedEndpoints shared;
  private final RoomServices rooms;
  private final TokenServices tokens;
  private final PageServices pages;
  private final PublicSettings settings;
  private final MeterRegistry registry;
  private final Clock clock;

  public VisitorEndpoints(
      SharedEndpoints shared,
      RoomServices rooms,
      TokenServices tokens,
      PageServices pages,
      PublicSettings settings,
      MeterRegistry registry,
      Clock clock) {
    this.shared = shared;
    this.rooms = rooms;
    this.tokens = tokens;
    this.pages = pages;
    this.settings = settings;
    this.registry = registry;
    this.clock = clock;
  }

  PublicSettings settings() {
    return settings;
  }

  Filter filter() {
    return new GuessBrake(
        new RateLimitFilter(
            new ClientLimits(settings.rateLimit(), settings.costs(), registry), pages.pages()),
        settings.rateLimit(),
        pages.pages(),
        registry);
  }

  Fallback fallback() {
    return new PeopleFallback(pages.pages());
  }

  List<Endpoint> all() {
    LineEndpoint line =
        new LineEndpoint(rooms.rooms(), shared.visitors(), rooms.forecasts(), clock);
    TokenCheck door = door();
    TokenEndpoint limited = shared.tokens().limitedBy(new PlaceLimit(settings.costs(), registry));
    EnterEndpoint enter = enter(limited);
    ShopPages shop = new ShopPages();
    List<Endpoint> all = new ArrayList<>(shared.operations().common());
    all.addAll(
        new PublicApi(
                rooms.rooms(),
                shared.visitors(),
                limited,
                tokens.keys(),
                rooms.forecasts(),
                rooms.traces(),
                settings)
            .endpoints());
    all.addAll(new StreamApi(shared.visitors(), rooms.streams(), line).endpoints());
    all.addAll(new AuthorizerApi(door, tokens.authorizer()).endpoints());
    all.addAll(new AssetsApi(List.of(pages.pages().assets(), shop.files())).endpoints());
    all.addAll(new SiteFilesApi(pages.pages().assets()).endpoints());
    all.addAll(new RoomPagesApi(enter, pages.designs()).endpoints());
    all.addAll(waitingPage(line, enter).endpoints());
    all.addAll(openId().endpoints());
    if (pages.settings().sampleShop()) {
      all.addAll(
          new SampleShop(door, tokens.authorizer(), rooms.rooms(), shared.visitors(), shop)
              .endpoints());
    }
    all.forEach(VisitorEndpoints::requireCost);
    return all;
  }

  /** The limits of the listener go by it. */
  private static void requireCost(Endpoint endpoint) {
    if (endpoint.cost() == null) {
      throw new IllegalStateException(
          endpoint.method() + " " + endpoint.path() + " declares no class of cost");
    }
  }

  private WaitingPageApi waitingPage(LineEndpoint line, EnterEndpoint enter) {
    PagePolicy policy =
        new PagePolicy(pages.settings().target(), tokens.authorizer().waitingPage().returnHosts());
    PlainPageEndpoint plain =
        new PlainPageEndpoint(
            pages.pages(),
            policy,
            new Joining(rooms.rooms(), shared.visitors(), rooms.traces()),
            line,
            enter,
            settings.issuer().startsWith("https:"));
    return new WaitingPageApi(rooms.rooms().board(), pages.designs(), pages.pages(), policy, plain);
  }

  private TokenCheck door() {
    AuthorizerSettings settings = tokens.authorizer();
    return new TokenCheck(
        new Authorizer(tokens.keys(), settings, clock),
        settings,
        new SessionStandings(rooms.rooms(), rooms.requestIds()),
        registry);
  }

  private EnterEndpoint enter(TokenEndpoint limited) {
    return new EnterEndpoint(
        limited,
        pages.designs(),
        tokens.authorizer(),
        pages.settings().target(),
        settings.issuer());
  }

  private OpenIdProviderApi openId() {
    OpenIdServices own = tokens.openId();
    String issuer = own.settings().issuer();
    LoginPage page = new LoginPage();
    OwnKeys keys = new OwnKeys(tokens.keys());
    return new OpenIdProviderApi(
        new OpenIdProviderApi.Endpoints(
            new OpenIdDiscovery(issuer, tokens.keys(), settings.cache().publicKey()),
            new AuthorizeEndpoint(shared.visitors(), own.clients(), own.requests(), issuer),
            new LoginEndpoint(
                new LoginEndpoint.Dependencies(
                    rooms.rooms(),
                    shared.visitors(),
                    shared.tokens(),
                    own.clients(),
                    own.requests(),
                    own.codes(),
                    own.settings(),
                    rooms.traces(),
                    clock),
                page),
            GrantEndpoint.of(
                new GrantEndpoint.Dependencies(
                    shared.visitors(),
                    shared.tokens(),
                    new TokenIssuer(tokens.keys()),
                    own,
                    keys,
                    new ClientAddress(settings.rateLimit().addressHeader()),
                    tokens.signers(),
                    clock)),
            new UserInfoEndpoint(
                keys,
                new SessionStandings(rooms.rooms(), rooms.requestIds()),
                own.clients(),
                own.subjects(),
                clock),
            new LogoutEndpoint(
                new LogoutEndpoint.Dependencies(
                    rooms.rooms(), shared.visitors(), own.clients(), keys, own.places()),
                page)));
  }
}
