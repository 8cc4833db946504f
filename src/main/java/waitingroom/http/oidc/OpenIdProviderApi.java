package waitingroom.http.oidc;

import static waitingroom.http.oidc.OAuthAnswers.preflight;
import static waitingroom.http.oidc.OAuthAnswers.readable;
import static waitingroom.http.oidc.OAuthAnswers.refusing;
import static waitingroom.http.route.Endpoint.browsed;
import static waitingroom.http.route.Endpoint.modern;

import java.util.ArrayList;
import java.util.List;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Handler;

/**
 * The OpenID provider, under {@code /oidc} on the public listener (contract, part 6, with the
 * deviations 13 and 14 of its section A). What the back ends of shops call is not counted by the
 * rate limit per address: all of it comes from theirs.
 */
public final class OpenIdProviderApi {
  private static final String BASE = "/oidc";

  /** The desks that do the work. */
  public record Desks(
      OpenIdDiscovery discovery,
      AuthorizeDesk authorize,
      LoginDesk login,
      CodeDesk codes,
      UserInfoDesk userInfo,
      LogoutDesk logout) {}

  private final Desks desks;

  public OpenIdProviderApi(Desks desks) {
    this.desks = desks;
  }

  public List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>(browsers());
    Handler configuration = readable(desks.discovery()::configuration);
    Handler keys = readable(desks.discovery()::jwks);
    Handler token = readable(refusing(desks.codes()::exchange));
    Handler userInfo = readable(refusing(desks.userInfo()::claims));
    all.addAll(open("/.well-known/openid-configuration", configuration, "GET"));
    all.addAll(open("/.well-known/jwks.json", keys, "GET"));
    all.addAll(open("/token", token, "POST"));
    all.addAll(open("/userInfo", userInfo, "GET", "POST"));
    all.addAll(open("/userinfo", userInfo, "GET", "POST"));
    return all;
  }

  /** What visitors' browsers go to. */
  private List<Endpoint> browsers() {
    return List.of(
        browsed("GET", BASE + "/authorize", desks.authorize()::authorize),
        browsed("POST", BASE + "/authorize", desks.authorize()::authorize),
        browsed("GET", BASE + "/login", desks.login()::login),
        modern("GET", BASE + "/login.css", null, e -> Answers.now(LoginPage.style())),
        modern("GET", BASE + "/login.js", null, e -> Answers.now(LoginPage.script("login.js"))),
        modern("GET", BASE + "/line.js", null, e -> Answers.now(LoginPage.script("line.js"))),
        browsed("POST", BASE + "/continue", desks.login()::next),
        browsed("GET", BASE + "/logout", desks.logout()::logout),
        browsed("POST", BASE + "/logout", desks.logout()::logout));
  }

  /** An endpoint that pages of every origin may call. */
  private static List<Endpoint> open(String path, Handler handler, String... methods) {
    List<Endpoint> all = new ArrayList<>();
    for (String method : methods) {
      all.add(modern(method, BASE + path, null, handler));
    }
    String allowed = String.join(", ", methods) + ", OPTIONS";
    all.add(modern("OPTIONS", BASE + path, null, preflight(allowed)));
    return all;
  }
}
