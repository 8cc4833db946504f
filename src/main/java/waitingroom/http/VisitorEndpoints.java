package waitingroom.http;

import java.util.ArrayList;
import java.util.List;
import waitingroom.authorizer.Authorizer;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.web.ShopPages;
import waitingroom.web.WaitingPages;

/** Every endpoint of the public listener, put together. */
record VisitorEndpoints(
    HttpListeners.Parts parts,
    Visitors visitors,
    TokenDesk tokens,
    WaitingPages pages,
    PublicSettings settings) {

  List<Endpoint> all(OperationsApi operations) {
    LineDesk line = new LineDesk(parts.rooms(), visitors, parts.forecasts());
    Door door = door();
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
    all.addAll(RoomPagesApi.of(parts, tokens, settings).endpoints());
    all.addAll(waitingPage(line).endpoints());
    all.addAll(OpenIdProviderApi.of(parts, visitors, tokens, settings).endpoints());
    if (parts.pages().sampleShop()) {
      all.addAll(
          new SampleShop(door, parts.authorizer(), parts.rooms(), visitors, shop).endpoints());
    }
    return all;
  }

  private WaitingPageApi waitingPage(LineDesk line) {
    PagePolicy policy =
        new PagePolicy(parts.pages().target(), parts.authorizer().waitingPage().returnHosts());
    PlainPageDesk plain =
        new PlainPageDesk(
            pages,
            policy,
            new Joining(parts.rooms(), visitors, parts.traces()),
            line,
            EnterDesk.of(parts, tokens, settings),
            settings.issuer().startsWith("https:"));
    return new WaitingPageApi(parts.rooms().board(), parts.designs(), pages, policy, plain);
  }

  private Door door() {
    AuthorizerSettings settings = parts.authorizer();
    return new Door(
        new Authorizer(parts.keys(), settings, parts.clock()),
        settings,
        new SessionStandings(parts.rooms(), parts.requestIds()),
        parts.registry());
  }
}
