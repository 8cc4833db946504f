package waitingroom.http.oidc;

import static waitingroom.http.oidc.OAuthAnswers.preflight;
import static waitingroom.http.oidc.OAuthAnswers.readable;
import static waitingroom.http.oidc.OAuthAnswers.refusing;
import static waitingroom.http.route.Endpoint.browsed;
import static waitingroom.http.route.Endpoint.modern;

import java.util.ArrayList;
import java.util.List;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Handler;

/**
 * The OpenID provider, under {@code /oidc} on the public listener (contract, part 6, with the
 * deviations 13 and 14 of its section A). The rate limit per address does not count calls of shops'
 * back ends, which all come from the same few addresses.
 */
public final class OpenIdProviderApi {
  private static final String BASE = "/oidc";

  public record Endpoints(
      OpenIdDiscovery discovery,
      AuthorizeEndpoint authorize,
      LoginEndpoint login,
      GrantEndpoint grants,
      UserInfoEndpoint userInfo,
      LogoutEndpoint logout) {}

  private final Endpoints endpoints;

  public OpenIdProviderApi(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  public List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>(browsers());
    Handler configuration = readable(endpoints.discovery()::configuration);
    Handler keys = readable(endpoints.discovery()::jwks);
    Handler token = readable(refusing(endpoints.grants()::exchange));
    Handler userInfo = readable(refusing(endpoints.userInfo()::claims));
    all.addAll(open("/.well-known/openid-configuration", Cost.POLL, configuration, "GET"));
    all.addAll(open("/.well-known/jwks.json", Cost.POLL, keys, "GET"));
    all.addAll(open("/token", Cost.SIGN, token, "POST"));
    all.addAll(open("/userInfo", Cost.POLL, userInfo, "GET", "POST"));
    all.addAll(open("/userinfo", Cost.POLL, userInfo, "GET", "POST"));
    return all;
  }

  /** Endpoints for visitors' browsers. */
  private List<Endpoint> browsers() {
    return List.of(
        browsed("GET", BASE + "/authorize", endpoints.authorize()::authorize).costing(Cost.MINT),
        browsed("POST", BASE + "/authorize", endpoints.authorize()::authorize)
            .costing(Cost.MINT)
            .openToAllSites(),
        browsed("GET", BASE + "/login", endpoints.login()::login).costing(Cost.RENDER),
        modern("GET", BASE + "/login.css", null, e -> Answers.now(LoginPage.style()))
            .costing(Cost.POLL),
        modern("GET", BASE + "/login.js", null, e -> Answers.now(LoginPage.script("login.js")))
            .costing(Cost.POLL),
        modern("GET", BASE + "/line.js", null, e -> Answers.now(LoginPage.script("line.js")))
            .costing(Cost.POLL),
        browsed("POST", BASE + "/continue", endpoints.login()::next).costing(Cost.SIGN),
        browsed("GET", BASE + "/logout", endpoints.logout()::logout).costing(Cost.WRITE),
        browsed("POST", BASE + "/logout", endpoints.logout()::logout)
            .costing(Cost.WRITE)
            .openToAllSites());
  }

  /** Endpoints that pages of every origin may call. */
  private static List<Endpoint> open(String path, Cost cost, Handler handler, String... methods) {
    List<Endpoint> all = new ArrayList<>();
    for (String method : methods) {
      all.add(modern(method, BASE + path, null, handler).costing(cost));
    }
    String allowed = String.join(", ", methods) + ", OPTIONS";
    all.add(modern("OPTIONS", BASE + path, null, preflight(allowed)).costing(Cost.POLL));
    return all;
  }
}
