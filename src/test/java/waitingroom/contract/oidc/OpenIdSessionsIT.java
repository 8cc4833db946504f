package waitingroom.contract.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.OpenIdShop;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TokenSmith;

/** What a client gets for a session: again, under which name, and not by guessing. */
@OnNode(Profile.OPENID)
class OpenIdSessionsIT {
  private static final String WRONG = "x".repeat(50);
  private static TestNode node;
  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock sharedClock) {
    node = shared;
    clock = sharedClock;
  }

  private static Map<String, Object> claims(JsonNode tokens, String token) {
    return TokenSmith.claims(tokens.get(token).textValue());
  }

  private static void refused(Answer answer, int status, String error) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.json().get("error").textValue()).isEqualTo(error);
  }

  @Test
  void a_later_sign_in_gets_a_new_id_token_for_the_same_access_token() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    String requestId = shop.room().joinServed();
    JsonNode first = shop.exchange(OpenIdShop.value(shop.back(requestId), "code")).json();
    long began = clock.seconds();
    clock.advance(Duration.ofSeconds(615));
    JsonNode second = shop.exchange(OpenIdShop.value(shop.back(requestId), "code")).json();
    assertThat(second.get("access_token")).isEqualTo(first.get("access_token"));
    assertThat(claims(second, "access_token")).containsEntry("iat", began);
    assertThat(claims(first, "id_token")).containsEntry("iat", began);
    assertThat(claims(second, "id_token"))
        .containsEntry("iat", began + 615)
        .containsEntry("auth_time", began + 615)
        .containsEntry("nbf", began)
        .containsEntry("exp", claims(first, "id_token").get("exp"));
  }

  @Test
  void a_refresh_token_gives_the_same_terms_again_while_the_session_lives() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    String requestId = shop.room().joinServed();
    JsonNode first = shop.exchange(OpenIdShop.value(shop.back(requestId), "code")).json();
    clock.advance(Duration.ofSeconds(100));
    Answer again = refreshed(shop, first);
    assertThat(again.status()).as(again.toString()).isEqualTo(200);
    assertThat(again.header("Cache-Control")).contains("no-store");
    JsonNode tokens = again.json();
    for (String same : List.of("access_token", "refresh_token", "token_type")) {
      assertThat(tokens.get(same)).as(same).isEqualTo(first.get(same));
    }
    assertThat(tokens.get("expires_in").intValue()).isEqualTo(3500);
    assertThat(tokens.has("scope")).as("the one that was granted").isFalse();
    assertThat(claims(tokens, "id_token"))
        .containsEntry("sub", requestId)
        .containsEntry("iat", clock.seconds())
        .doesNotContainKeys("nonce", "auth_time");
    assertThat(refreshed(shop, first, "scope", "openid").json().get("scope").textValue())
        .isEqualTo("openid");
    refused(refreshed(shop, first, "scope", "openid telescope"), 400, "invalid_scope");

    shop.room().end(requestId, 1);
    refused(refreshed(shop, first), 400, "invalid_grant");
  }

  @Test
  void a_refresh_token_is_for_its_client_and_until_it_expires() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    JsonNode tokens = shop.exchange(shop.code()).json();
    OpenIdShop other = OpenIdShop.of(node.newRoom());
    refused(refreshed(other, tokens), 400, "invalid_grant");
    String refresh = tokens.get("refresh_token").textValue();
    Map<String, Object> longer = TokenSmith.claims(refresh, "exp", clock.seconds() + 9999);
    for (String bad :
        List.of(
            "x",
            tokens.get("access_token").textValue(),
            tokens.get("id_token").textValue(),
            TokenSmith.tampered(refresh, longer),
            "x".repeat(10_000))) {
      refused(refreshed(shop, tokens, "refresh_token", bad), 400, "invalid_grant");
    }
    refused(refreshed(shop, tokens, "refresh_token", ""), 400, "invalid_request");
    refused(refreshed(shop, tokens, "client_secret", WRONG), 401, "invalid_client");
    clock.advance(Duration.ofHours(1));
    refused(refreshed(shop, tokens), 400, "invalid_grant");
  }

  @Test
  void a_public_client_refreshes_without_a_secret() {
    OpenIdShop app = OpenIdShop.publicOf(node.newRoom());
    JsonNode tokens = app.exchange(app.code()).json();
    assertThat(refreshed(app, tokens).json().get("access_token"))
        .isEqualTo(tokens.get("access_token"));
  }

  @Test
  void a_refresh_token_is_not_taken_without_end() {
    OpenIdShop app = OpenIdShop.publicOf(node.newRoom());
    JsonNode tokens = app.exchange(app.code()).json();
    Answer last = refreshed(app, tokens);
    for (int i = 0; i < 60 && last.status() == 200; i++) {
      last = refreshed(app, tokens);
    }
    refused(last, 429, "temporarily_unavailable");
    assertThat(Integer.parseInt(last.header("Retry-After").orElseThrow())).isBetween(1, 3);
    assertThat(app.exchange(app.code()).status()).as("another visitor").isEqualTo(200);
  }

  private static Answer refreshed(OpenIdShop shop, JsonNode tokens, String... changes) {
    Map<String, String> form = new HashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", tokens.get("refresh_token").textValue());
    form.put("client_id", shop.room().id());
    if (shop.secret() != null) {
      form.put("client_secret", Objects.requireNonNull(shop.secret()));
    }
    for (int i = 0; i < changes.length; i += 2) {
      form.put(changes[i], changes[i + 1]);
    }
    return shop.post("/oidc/token", form);
  }

  @Test
  void who_guesses_the_secret_of_a_client_is_slowed_down_and_its_shop_is_not() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    List<Answer> guesses =
        Stream.generate(() -> tried(shop, WRONG, "192.0.2.1")).limit(120).toList();
    assertThat(guesses.subList(0, 5)).allMatch(answer -> answer.status() == 401);
    assertThat(guesses.subList(5, 120)).allMatch(answer -> answer.status() == 429);
    Answer last = guesses.get(119);
    refused(last, 429, "invalid_client");
    assertThat(last.header("Retry-After")).contains("1");
    assertThat(last.header("Access-Control-Allow-Origin")).contains("*");

    String secret = String.valueOf(shop.secret());
    refused(tried(shop, secret, "192.0.2.1"), 429, "invalid_client");
    refused(tried(shop, secret, "192.0.2.2"), 400, "invalid_grant");
    OpenIdShop neighbour = OpenIdShop.of(node.newRoom());
    refused(
        tried(neighbour, String.valueOf(neighbour.secret()), "192.0.2.1"), 400, "invalid_grant");
    clock.advance(Duration.ofSeconds(1));
    refused(tried(shop, secret, "192.0.2.1"), 400, "invalid_grant");
  }

  @Test
  void who_guesses_names_of_clients_is_slowed_down_too() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    Map<String, String> form = Map.of("grant_type", "authorization_code", "code", "x");
    String address = "192.0.2.3";
    for (int i = 0; i < 6; i++) {
      String basic = OpenIdShop.basic("nobody" + i, WRONG);
      Answer answer =
          shop.post("/oidc/token", form, "Authorization", basic, "X-Test-Address", address);
      refused(answer, i < 5 ? 401 : 429, "invalid_client");
    }
    refused(tried(shop, String.valueOf(shop.secret()), address), 400, "invalid_grant");
  }

  /** Of credentials that are right, the code is wrong. */
  private static Answer tried(OpenIdShop shop, String secret, String address) {
    return shop.post(
        "/oidc/token",
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            "x",
            "client_id",
            shop.room().id(),
            "client_secret",
            secret),
        "X-Test-Address",
        address);
  }

  @Test
  void a_pairwise_client_never_sees_a_request_id_as_a_subject() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    String uris =
        "{\"redirect_uris\": [\"%s\"], \"post_logout_redirect_uris\": [\"%s\"]%s}"
            .formatted(OpenIdShop.BACK, OpenIdShop.GOODBYE, ", \"subject_type\": \"pairwise\"");
    Answer put = OpenIdShop.put(shop.room(), uris);
    assertThat(put.status()).as(put.toString()).isEqualTo(200);
    assertThat(put.json().get("subject_type").textValue()).isEqualTo("pairwise");
    String requestId = shop.room().joinServed();
    JsonNode tokens = shop.exchange(OpenIdShop.value(shop.back(requestId), "code")).json();
    String subject = String.valueOf(claims(tokens, "id_token").get("sub"));
    assertThat(subject).matches("[A-Za-z0-9_-]{43}");
    assertThat(claims(tokens, "access_token")).containsEntry("sub", requestId);
    String bearer = "Bearer " + tokens.get("access_token").textValue();
    Answer user = node.visitor().send("GET", "/oidc/userInfo", "", "Authorization", bearer);
    assertThat(user.json().get("sub").textValue()).isEqualTo(subject);
    assertThat(user.text()).doesNotContain(requestId);
    assertThat(claims(refreshed(shop, tokens).json(), "id_token")).containsEntry("sub", subject);

    Map<String, String> hint = Map.of("id_token_hint", tokens.get("id_token").textValue());
    assertThat(node.visitor().get("/oidc/logout?" + OpenIdShop.form(hint)).status()).isEqualTo(200);
    assertThat(shop.room().counter("completed_counter")).isEqualTo(1);
  }

  @Test
  void a_client_that_version_0_1_0_stored_is_public() {
    OpenIdShop old = new OpenIdShop(node.newRoom(), null);
    try (CqlSession session = TestCassandra.session(TestCassandra.shared().contactPoint())) {
      session.execute(
          """
          INSERT INTO %s.oidc_clients (event_id, redirect_uris, post_logout_redirect_uris, scopes)
          VALUES ('%s', ['%s'], [], ['openid'])
          """
              .formatted(node.keyspace(), old.room().id(), OpenIdShop.BACK));
    }
    JsonNode shown = node.admin().get("/rooms/" + old.room().id() + "/client").json();
    assertThat(shown.get("subject_type").textValue()).isEqualTo("public");
    assertThat(shown.get("public").booleanValue()).isTrue();
    String requestId = old.room().joinServed();
    JsonNode tokens = old.exchange(OpenIdShop.value(old.back(requestId), "code")).json();
    assertThat(claims(tokens, "id_token")).containsEntry("sub", requestId);
  }

  @Test
  void a_client_is_public_unless_it_says_otherwise() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    String path = "/rooms/" + shop.room().id() + "/client";
    assertThat(node.admin().get(path).json().get("subject_type").textValue()).isEqualTo("public");
    JsonNode discovery = node.visitor().get("/oidc/.well-known/openid-configuration").json();
    assertThat(discovery.get("subject_types_supported").toString())
        .isEqualTo("[\"public\",\"pairwise\"]");
    assertThat(discovery.get("grant_types_supported").toString()).contains("\"refresh_token\"");
  }
}
