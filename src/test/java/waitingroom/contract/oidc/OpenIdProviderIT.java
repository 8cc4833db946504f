package waitingroom.contract.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.OpenIdShop;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;
import waitingroom.testkit.TokenSmith;

/** Part 6 of the contract, with deviations 13 and 14: from the shop to the line and back. */
@OnNode(Profile.OPENID)
class OpenIdProviderIT {
  private static TestNode node;
  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock sharedClock) {
    node = shared;
    clock = sharedClock;
  }

  private static String issuer() {
    return node.visitor().base() + "/oidc";
  }

  private static void refused(Answer answer, int status, String error) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.json().get("error").textValue()).isEqualTo(error);
    assertThat(answer.json().get("error_description").textValue()).isNotBlank();
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
  }

  @Test
  void a_visitor_waits_comes_back_with_a_code_and_the_shop_gets_the_tokens() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    TestRoom room = shop.room();
    String requestId = room.join();
    String tx = shop.tx();
    assertThat(shop.goOn(tx, requestId).status()).isEqualTo(202);
    room.serve(1);
    Answer turn = shop.goOn(tx, requestId);
    String location = turn.json().get("location").textValue();
    assertThat(location).startsWith(OpenIdShop.BACK + "&code=");
    Map<String, String> back = OpenIdShop.parameters(location);
    assertThat(back)
        .containsEntry("state", "s t&a=t%e")
        .containsEntry("iss", issuer())
        .containsEntry("from", "line");

    Answer answer = shop.exchange(OpenIdShop.value(back, "code"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    JsonNode tokens = answer.json();
    assertThat(tokens.get("token_type").textValue()).isEqualTo("Bearer");
    assertThat(tokens.get("expires_in").intValue()).isEqualTo(3600);
    assertThat(tokens.get("scope").textValue()).isEqualTo("openid profile");
    assertThat(TokenSmith.claims(tokens.get("id_token").textValue()))
        .containsEntry("iss", issuer())
        .containsEntry("aud", room.id())
        .containsEntry("sub", requestId)
        .containsEntry("nonce", "n-0S6")
        .containsEntry("token_use", "id")
        .containsKeys("exp", "iat", "auth_time", "at_hash");
    assertThat(tokens.get("access_token"))
        .as("the bytes of generate_token")
        .isEqualTo(room.token(requestId).json().get("access_token"));
    assertThat(room.counter("token_counter")).isEqualTo(1);
  }

  @Test
  void the_access_token_opens_the_door_and_names_its_holder() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    String access = shop.exchange(shop.code()).json().get("access_token").textValue();
    String bearer = "Bearer " + access;
    assertThat(
            node.visitor()
                .send("GET", "/authorizer" + shop.room().query(), "", "Authorization", bearer)
                .status())
        .isEqualTo(200);
    for (String path : List.of("/oidc/userInfo", "/oidc/userinfo")) {
      for (String method : List.of("GET", "POST")) {
        Answer answer = node.visitor().send(method, path, "", "Authorization", bearer);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        JsonNode claims = answer.json();
        assertThat(claims).hasSize(8);
        TokenSmith.claims(access)
            .forEach(
                (name, value) ->
                    assertThat(claims.get(name).asText()).isEqualTo(String.valueOf(value)));
      }
    }
    assertThat(shop.post("/oidc/userInfo", Map.of("access_token", access)).status()).isEqualTo(200);
  }

  @Test
  void the_claims_of_a_bad_access_token_are_not_told() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    JsonNode tokens = shop.exchange(shop.code()).json();
    String access = tokens.get("access_token").textValue();
    Map<String, Object> other = TokenSmith.claims(access, "queue_position", 2);
    for (String bad :
        List.of(
            "x",
            TokenSmith.tampered(access, other),
            tokens.get("id_token").textValue(),
            tokens.get("refresh_token").textValue(),
            TokenSmith.of(node.signingKeysFile()).unsigned(TokenSmith.claims(access)))) {
      Answer answer =
          node.visitor().send("GET", "/oidc/userInfo", "", "Authorization", "Bearer " + bad);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
    }
    Answer none = node.visitor().get("/oidc/userInfo");
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.header("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void a_token_of_another_api_keeps_its_issuer_and_the_id_token_has_that_of_openid() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    String requestId = shop.room().joinServed();
    String first = shop.room().token(requestId).json().get("access_token").textValue();
    JsonNode tokens = shop.exchange(OpenIdShop.value(shop.back(requestId), "code")).json();
    assertThat(tokens.get("access_token").textValue()).isEqualTo(first);
    assertThat(TokenSmith.claims(first)).containsEntry("iss", "https://public.example/api");
    assertThat(TokenSmith.claims(tokens.get("id_token").textValue()))
        .containsEntry("iss", issuer());
  }

  @Test
  void a_code_is_good_once_and_one_of_several_tries_at_once_gets_the_tokens() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    String code = shop.code();
    List<CompletableFuture<Answer>> tries =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> shop.exchange(code)))
            .toList();
    List<Integer> statuses = tries.stream().map(t -> t.join().status()).sorted().toList();
    assertThat(statuses).containsExactly(200, 400, 400, 400, 400, 400, 400, 400);
    refused(shop.exchange(code), 400, "invalid_grant");
  }

  @Test
  void a_code_is_for_its_client_its_address_and_its_verifier_and_not_for_long() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    OpenIdShop other = OpenIdShop.of(node.newRoom());
    String code = shop.code();
    refused(other.exchange(code), 400, "invalid_grant");
    refused(shop.exchange(code, "redirect_uri", OpenIdShop.GOODBYE), 400, "invalid_grant");
    refused(shop.exchange(code, "redirect_uri", ""), 400, "invalid_request");
    refused(shop.exchange(code, "code_verifier", OpenIdShop.VERIFIER), 400, "invalid_grant");
    refused(shop.exchange(code + "x"), 400, "invalid_grant");
    refused(shop.exchange(shop.tx()), 400, "invalid_grant");
    assertThat(shop.exchange(code).status()).as("no refusal spends it").isEqualTo(200);

    String late = shop.code();
    clock.advance(Duration.ofSeconds(60));
    refused(shop.exchange(late), 400, "invalid_grant");
  }

  @Test
  void a_public_client_needs_a_challenge_and_the_verifier_to_it() {
    OpenIdShop app = OpenIdShop.publicOf(node.newRoom());
    String code = app.code();
    refused(app.exchange(code, "code_verifier", ""), 400, "invalid_grant");
    refused(
        app.exchange(code, "code_verifier", OpenIdShop.VERIFIER.replace('d', 'e')),
        400,
        "invalid_grant");
    refused(app.exchange(code, "client_secret", "x".repeat(50)), 401, "invalid_client");
    assertThat(app.exchange(code).status()).isEqualTo(200);
    assertThat(OpenIdShop.parameters(app.authorize("code_challenge", "").header("Location").get()))
        .containsEntry("error", "invalid_request");
  }

  @Test
  void a_client_proves_itself_by_one_way_and_its_secret() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    String secret = String.valueOf(shop.secret());
    String id = shop.room().id();
    String code = shop.code();
    refused(shop.exchange(code, "client_secret", secret + "x"), 401, "invalid_client");
    refused(shop.exchange(code, "client_secret", ""), 401, "invalid_client");
    refused(shop.exchange(code, "client_id", ""), 401, "invalid_client");
    refused(shop.exchange(code, "client_id", "nobody"), 401, "invalid_client");
    refused(shop.exchange(code, "grant_type", "password"), 400, "unsupported_grant_type");
    refused(shop.exchange(code, "grant_type", ""), 400, "invalid_request");
    Map<String, String> form =
        Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", OpenIdShop.BACK);
    Answer wrong =
        shop.post("/oidc/token", form, "Authorization", OpenIdShop.basic(id, "wrong" + secret));
    refused(wrong, 401, "invalid_client");
    assertThat(wrong.header("WWW-Authenticate").orElseThrow()).startsWith("Basic");
    for (String malformed : List.of("Basic", "Basic !!", "Basic Og==", "Bearer x")) {
      refused(shop.post("/oidc/token", form, "Authorization", malformed), 401, "invalid_client");
    }
    refused(
        node.visitor().post("/oidc/token", "{\"code\": \"" + code + "\"}"), 400, "invalid_request");
    assertThat(
            shop.post("/oidc/token", form, "Authorization", OpenIdShop.basic(id, secret)).status())
        .isEqualTo(200);
  }

  @Test
  void a_code_is_worth_nothing_after_the_session_or_the_epoch_is_over() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    String requestId = shop.room().joinServed();
    String code = OpenIdShop.value(shop.back(requestId), "code");
    shop.room().end(requestId, 1);
    refused(shop.exchange(code), 400, "invalid_grant");
    String beforeReset = shop.code();
    shop.room().reset();
    refused(shop.exchange(beforeReset), 400, "invalid_grant");
  }

  @Test
  void signing_out_completes_the_session_and_leads_where_the_client_may_lead() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    JsonNode tokens = shop.exchange(shop.code()).json();
    String hint = tokens.get("id_token").textValue();
    String forged = TokenSmith.tampered(hint, TokenSmith.claims(hint, "queue_position", 9));
    for (String bad : List.of("x", forged, tokens.get("access_token").textValue())) {
      assertThat(shop.post("/oidc/logout", Map.of("id_token_hint", bad)).status()).isEqualTo(400);
    }
    assertThat(
            shop.post("/oidc/logout", Map.of("id_token_hint", hint, "client_id", "other")).status())
        .isEqualTo(400);
    assertThat(shop.room().counter("completed_counter")).isZero();

    Map<String, String> good =
        Map.of(
            "id_token_hint", hint, "post_logout_redirect_uri", OpenIdShop.GOODBYE, "state", "a b");
    Answer out = node.visitor().get("/oidc/logout?" + OpenIdShop.form(good));
    assertThat(out.status()).isEqualTo(303);
    assertThat(out.header("Location")).contains(OpenIdShop.GOODBYE + "?state=a%20b");
    assertThat(shop.room().counter("completed_counter")).isEqualTo(1);
    Answer again =
        shop.post(
            "/oidc/logout",
            Map.of("id_token_hint", hint, "post_logout_redirect_uri", "https://evil.example/"));
    assertThat(again.status()).as("signed out, and not sent there").isEqualTo(200);
    assertThat(shop.room().counter("completed_counter")).isEqualTo(1);
    String bearer = "Bearer " + tokens.get("access_token").textValue();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                node.visitor().send("GET", "/oidc/userInfo", "", "Authorization", bearer).status()
                    == 401);
  }
}
