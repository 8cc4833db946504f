package waitingroom.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestBrowser;
import waitingroom.testkit.TestIdentityProvider;
import waitingroom.testkit.TestNode;

/** Sign-in to the admin listener with an identity provider. */
class OpenIdIT {
  private static final String SESSION = "__Host-waiting_room_session";
  private static final String PENDING = "__Host-waiting_room_openid";
  private static final String CALLBACK = "/session/openid/callback?";

  private static TestIdentityProvider provider;
  private static TestNode node;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    provider = TestIdentityProvider.start();
    Path secret =
        Files.writeString(
            folder.resolve("client-secret"), TestIdentityProvider.CLIENT_SECRET + "\n");
    node =
        TestNode.start(
            OpenIdIT.class,
            Clock.systemUTC(),
            """
            waiting-room.outbound.allow = ["127.0.0.1"]
            waiting-room.admin {
              session.origin = "https://rooms.example"
              openid {
                issuer = "%s", client-id = "%s", client-secret-file = "%s"
                groups-claim = "realm_access.groups", name-claim = "email"
                roles { viewer = [staff], operator = [shift, night shift], admin = [owners] }
              }
            }
            """
                .formatted(provider.issuer(), TestIdentityProvider.CLIENT_ID, secret));
  }

  @AfterAll
  static void stop() {
    node.close();
    provider.close();
  }

  private static Consumer<JwtClaims> groups(String... groups) {
    return claims -> claims.setClaim("realm_access", Map.of("groups", List.of(groups)));
  }

  private static TestBrowser browser() {
    return new TestBrowser(node.stranger());
  }

  private static URI leave(TestBrowser browser) {
    Answer answer = browser.get("/session/openid");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(302);
    return URI.create(answer.header("Location").orElseThrow());
  }

  private static Answer signIn(TestBrowser browser, Consumer<JwtClaims> claims) {
    return browser.get(CALLBACK + provider.signIn(leave(browser), claims));
  }

  @Test
  void somebody_of_a_group_is_signed_in_with_its_role() {
    TestBrowser browser = browser();
    Answer page =
        signIn(
            browser,
            groups("everybody", "night shift", "staff")
                .andThen(claims -> claims.setClaim("email", "ada@rooms.example")));

    assertThat(page.status()).as(page.toString()).isEqualTo(200);
    Answer who = browser.get("/session");
    assertThat(who.json().get("name").textValue()).isEqualTo("ada@rooms.example");
    assertThat(who.json().get("role").textValue()).isEqualTo("operator");
    assertThat(
            browser
                .send(
                    "PUT",
                    "/alarms/openid",
                    "{\"state\": \"OK\"}",
                    "X-CSRF-Token",
                    who.json().get("csrf_token").textValue(),
                    "Origin",
                    "https://rooms.example")
                .status())
        .isEqualTo(200);
    assertThat(browser.get("/access-keys").status()).isEqualTo(403);
  }

  /** A redirect would continue the other site's chain, in which the cookie is not sent. */
  @Test
  void the_way_back_ends_in_a_page_of_ours_that_goes_on_by_itself() {
    TestBrowser browser = browser();
    Answer page = signIn(browser, groups("owners"));

    assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.header("Cache-Control")).contains(Expect.NO_STORE);
    assertThat(page.header("Referrer-Policy")).contains("no-referrer");
    assertThat(page.text()).contains("http-equiv=\"refresh\" content=\"0;url=/\"");
    assertThat(page.headers().get("Set-Cookie"))
        .anyMatch(cookie -> cookie.matches(SESSION + "=.{43}; .*HttpOnly; Secure; SameSite=Strict"))
        .anyMatch(cookie -> cookie.startsWith(PENDING + "=;") && cookie.contains("Max-Age=0"));
    assertThat(browser.cookie(PENDING)).isEmpty();
  }

  @Test
  void the_browser_leaves_with_what_the_provider_and_the_way_back_need() {
    TestBrowser browser = browser();
    URI to = leave(browser);

    assertThat(to.toString()).startsWith(provider.issuer() + "/authorize?tenant=one&");
    assertThat(to.getRawQuery())
        .contains("redirect_uri=https%3A%2F%2Frooms.example%2Fsession%2Fopenid%2Fcallback")
        .contains("code_challenge_method=S256");
    assertThat(browser.get("/session/openid").header("Set-Cookie").orElseThrow())
        .startsWith(PENDING + "=")
        .endsWith("; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=600");
  }

  /** A flaw of an ID token, and the text that reports it. */
  private record Flaw(String name, Consumer<JwtClaims> claims, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Flaw> flaws() {
    return Stream.of(
        new Flaw("no group of ours", groups("everybody"), "no role"),
        new Flaw("no groups", claims -> {}, "no role"),
        owner("another nonce", c -> c.setClaim("nonce", "another"), "not meant"),
        owner("no nonce", c -> c.unsetClaim("nonce"), "not meant"),
        owner("another audience", c -> c.setAudience("another"), "not meant"),
        owner(
            "one more audience",
            c -> c.setAudience(TestIdentityProvider.CLIENT_ID, "another"),
            "not meant"),
        owner("asked for by another", c -> c.setClaim("azp", "another"), "not meant"),
        owner("another issuer", c -> c.setIssuer("https://another.example"), "not meant"),
        owner("expired", c -> c.setExpirationTimeMinutesInTheFuture(-1), "expired"),
        owner("no expiry", c -> c.unsetClaim("exp"), "malformed"),
        owner("no time", c -> c.unsetClaim("iat"), "malformed"),
        owner("no subject", c -> c.unsetClaim("sub"), "malformed"));
  }

  private static Flaw owner(String name, Consumer<JwtClaims> change, String text) {
    return new Flaw(name, groups("owners").andThen(change), text);
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void a_flawed_id_token_signs_nobody_in(Flaw flaw) {
    TestBrowser browser = browser();
    refused(browser, signIn(browser, flaw.claims()), 403, flaw.text());
  }

  @Test
  void an_id_token_that_somebody_else_signed_signs_nobody_in() {
    TestBrowser browser = browser();
    Answer answer = browser.get(CALLBACK + provider.signInForged(leave(browser), groups("owners")));
    refused(browser, answer, 403, "signature");
  }

  @Test
  void only_the_browser_that_left_can_come_back_and_only_with_its_own_state() {
    TestBrowser victim = browser();
    TestBrowser attacker = browser();
    String attackersWay = provider.signIn(leave(attacker), groups("owners"));

    refused(victim, victim.get(CALLBACK + attackersWay), 400, "begin again");
    String unused = provider.signIn(leave(victim), groups("owners"));
    refused(victim, victim.get(CALLBACK + attackersWay), 400, "begin again");
    leave(victim);
    refused(victim, victim.get(CALLBACK + "code=code1"), 400, "begin again");
    leave(victim);
    victim.plant(PENDING, "A".repeat(200));
    refused(victim, victim.get(CALLBACK + unused), 400, "begin again");
  }

  @Test
  void a_provider_that_names_itself_differently_on_the_way_back_is_another() {
    TestBrowser browser = browser();
    String way = provider.signIn(leave(browser), groups("owners"));
    refused(
        browser, browser.get(CALLBACK + way + "&iss=https://another.example"), 400, "begin again");
  }

  @Test
  void a_code_works_once_and_with_the_verifier_of_its_own_sign_in() {
    TestBrowser browser = browser();
    URI first = leave(browser);
    String way = provider.signIn(first, groups("owners"));
    TestBrowser copy = browser.copy(node.stranger());
    assertThat(browser.get(CALLBACK + way).status()).isEqualTo(200);
    refused(copy, copy.get(CALLBACK + way), 502, "try again");

    String code = provider.signIn(leave(browser()), groups("owners")).split("&", 2)[0];
    TestBrowser other = browser();
    String state = provider.signIn(leave(other), groups("owners")).split("&", 2)[1];
    refused(other, other.get(CALLBACK + code + "&" + state), 502, "try again");
  }

  @Test
  void a_no_of_the_provider_is_told() {
    TestBrowser browser = browser();
    String state = provider.signIn(leave(browser), claims -> {}).split("&", 2)[1];
    refused(browser, browser.get(CALLBACK + "error=access_denied&" + state), 403, "access_denied");
  }

  private static void refused(TestBrowser browser, Answer answer, int status, String text) {
    Expect.problem(answer, status, text);
    assertThat(browser.cookie(SESSION)).isEmpty();
    assertThat(browser.cookie(PENDING)).isEmpty();
  }
}
