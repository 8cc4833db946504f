package waitingroom.contract.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.Answer;
import waitingroom.testkit.NodeScript;
import waitingroom.testkit.OpenIdShop;
import waitingroom.testkit.SpringShop;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** OpenID clients by other authors. */
class OpenIdClientsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = TestNode.start(OpenIdClientsIT.class, Clock.systemUTC(), OpenIdShop.settings());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String issuer() {
    return node.visitor().base() + "/oidc";
  }

  @Test
  void openid_client_of_npm_goes_all_the_way() throws Exception {
    NodeScript.install();
    OpenIdShop shop = OpenIdShop.of(node.newRoom(), "https://shop.example/back");
    TestRoom room = shop.room();
    CompletableFuture<Void> operator =
        CompletableFuture.runAsync(
            () -> {
              Awaitility.await().atMost(PATIENCE).until(OpenIdClientsIT::somebodyHasPolled);
              room.serve(1);
            });
    JsonNode said =
        NodeScript.run(
            "flow.mjs",
            Map.of(
                "ISSUER", issuer(),
                "ROOM", room.id(),
                "CLIENT_SECRET", String.valueOf(shop.secret()),
                "REDIRECT_URI", "https://shop.example/back",
                "GOODBYE", OpenIdShop.GOODBYE));
    operator.join();
    assertThat(said.at("/claims/iss").asText()).isEqualTo(issuer());
    assertThat(said.at("/claims/queue_position").asInt()).isEqualTo(1);
    assertThat(said.at("/user/sub")).isEqualTo(said.at("/claims/sub"));
    assertThat(said.at("/expiresIn").asInt()).isBetween(3500, 3600);
    assertThat(said.at("/replayed").asText()).isEqualTo("invalid_grant");
    assertThat(said.at("/otherVerifier").asText()).isEqualTo("invalid_grant");
    assertThat(said.at("/otherNonce").asText()).isNotEqualTo("none");
    assertThat(said.at("/waited").asInt()).as("polls in line: %s", said).isPositive();
    assertThat(said.at("/told").toString())
        .contains("The connection is lost", "Your place is kept");
    assertThat(said.at("/goodbye").asText()).isEqualTo(OpenIdShop.GOODBYE);
    assertThat(room.counter("queue_counter")).as("one place for three visits").isEqualTo(1);
    assertThat(room.counter("completed_counter")).isEqualTo(1);
  }

  private static boolean somebodyHasPolled() {
    return node.stranger()
        .get("/metrics")
        .text()
        .lines()
        .anyMatch(
            line ->
                line.contains("GET /serving_num")
                    && line.contains("_count")
                    && !line.endsWith(" 0"));
  }

  @Test
  void the_script_of_the_page_keeps_its_place_its_pace_and_its_patience() throws Exception {
    NodeScript.install();
    Path script = Path.of("src/main/resources/oidc/line.js").toAbsolutePath();
    JsonNode said = NodeScript.run("line.mjs", Map.of("LINE_JS", script.toString()));
    assertThat(said.get("passed").booleanValue()).isTrue();
  }

  @Test
  void nimbus_discovers_exchanges_and_validates() throws Exception {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    OIDCProviderMetadata provider = OIDCProviderMetadata.resolve(new Issuer(issuer()));
    assertThat(provider.supportsAuthorizationResponseIssuerParam()).isTrue();
    ClientID id = new ClientID(shop.room().id());
    AuthorizationCode code = new AuthorizationCode(shop.code());

    TokenResponse first = exchanged(provider, shop, code);
    assertThat(first.indicatesSuccess()).isTrue();
    OIDCTokenResponse tokens = (OIDCTokenResponse) first.toSuccessResponse();
    JWT idToken = tokens.getOIDCTokens().getIDToken();
    IDTokenValidator validator =
        new IDTokenValidator(
            provider.getIssuer(), id, JWSAlgorithm.RS256, provider.getJWKSetURI().toURL());
    IDTokenClaimsSet claims = validator.validate(idToken, new Nonce("n-0S6"));
    AccessTokenHash hash = claims.getAccessTokenHash();
    AccessTokenValidator.validate(
        tokens.getOIDCTokens().getAccessToken(), JWSAlgorithm.RS256, hash);
    assertThatThrownBy(() -> validator.validate(idToken, new Nonce("another")))
        .hasMessageContaining("nonce");

    UserInfoResponse user =
        UserInfoResponse.parse(
            new UserInfoRequest(
                    provider.getUserInfoEndpointURI(), tokens.getOIDCTokens().getAccessToken())
                .toHTTPRequest()
                .send());
    assertThat(user.toSuccessResponse().getUserInfo().getSubject()).isEqualTo(claims.getSubject());

    TokenErrorResponse replayed = exchanged(provider, shop, code).toErrorResponse();
    assertThat(replayed.getErrorObject().getCode()).isEqualTo("invalid_grant");
    OpenIdShop liar = new OpenIdShop(shop.room(), "x".repeat(50));
    TokenErrorResponse wrong = exchanged(provider, liar, code).toErrorResponse();
    assertThat(wrong.getErrorObject().getCode()).isEqualTo("invalid_client");
    assertThat(wrong.getErrorObject().getHTTPStatusCode()).isEqualTo(401);
  }

  private static TokenResponse exchanged(
      OIDCProviderMetadata provider, OpenIdShop shop, AuthorizationCode code) throws Exception {
    TokenRequest request =
        new TokenRequest.Builder(
                provider.getTokenEndpointURI(),
                new ClientSecretBasic(
                    new ClientID(shop.room().id()), new Secret(String.valueOf(shop.secret()))),
                new AuthorizationCodeGrant(code, URI.create(OpenIdShop.BACK)))
            .build();
    return OIDCTokenResponseParser.parse(request.toHTTPRequest().send());
  }

  @Test
  void spring_security_lets_in_who_comes_from_the_line() throws Exception {
    NodeScript.needs(
        SpringShop.built(), "target/oidc-spring is not built, so Spring Security is not tested");
    int port = OpenIdShop.freePort();
    OpenIdShop client = OpenIdShop.of(node.newRoom(), SpringShop.redirectUri(port));
    Map<String, String> environment =
        Map.of(
            "ISSUER", issuer(),
            "ROOM", client.room().id(),
            "CLIENT_SECRET", String.valueOf(client.secret()));
    try (SpringShop shop = SpringShop.start(port, environment)) {
      HttpClient browser =
          HttpClient.newBuilder()
              .cookieHandler(new CookieManager())
              .followRedirects(HttpClient.Redirect.NORMAL)
              .build();
      HttpResponse<String> page = get(browser, shop.home());
      assertThat(page.uri().getPath()).as("sent to the line").isEqualTo("/oidc/login");
      String requestId = client.room().joinServed();
      Answer turn = client.goOn(page.uri().getRawQuery().substring("tx=".length()), requestId);
      HttpResponse<String> in = get(browser, URI.create(turn.json().get("location").textValue()));
      assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
      assertThat(in.uri().getPath()).isEqualTo("/");
      assertThat(Answer.parse(in.body()).get("request_id").textValue()).isEqualTo(requestId);
      assertThat(get(browser, shop.home()).body()).as("and stays in").isEqualTo(in.body());
    }
  }

  private static HttpResponse<String> get(HttpClient browser, URI uri) throws Exception {
    return browser.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  @Test
  void the_page_for_shops_shows_what_runs_here() throws Exception {
    String page = Files.readString(Path.of("docs/INTEGRATING.md"));
    assertThat(page)
        .contains(Files.readString(Path.of("src/test/npm/shop.mjs")))
        .contains(
            Files.readString(Path.of("src/test/oidc-spring/src/main/resources/application.yml")));
  }
}
