package waitingroom.contract.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.access.Role;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.OpenIdShop;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/**
 * Requests of OpenID clients, their settings by administrators, and the page where visitors wait.
 */
@OnNode(Profile.OPENID)
class OpenIdRequestsIT {
  private static final Pattern HIDDEN = Pattern.compile("name=\"([a-z_]+)\" value=\"([^\"]*)\"");
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @ParameterizedTest
  @CsvSource({
    "redirect_uri, https://shop.example/back",
    "redirect_uri, https://shop.example/back?from=line&more=1",
    "redirect_uri, https://evil.example/back?from=line",
    "redirect_uri, ''",
    "client_id, ''",
    "client_id, nobody",
    "client_id, ../x"
  })
  void nobody_is_sent_to_an_address_that_is_not_the_clients(String name, String value) {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    Answer answer = shop.authorize(name, value, "scope", "x");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Location")).isEmpty();
    assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(answer.text()).startsWith("Bad Request\n");
  }

  @ParameterizedTest
  @CsvSource({
    "scope, '', invalid_scope",
    "scope, profile, invalid_scope",
    "response_type, '', invalid_request",
    "response_type, token, unsupported_response_type",
    "response_type, code id_token, unsupported_response_type",
    "response_mode, form_post, invalid_request",
    "prompt, none, login_required",
    "request, x.y.z, request_not_supported",
    "request_uri, https://shop.example/r, request_uri_not_supported",
    "code_challenge, short, invalid_request",
    "code_challenge_method, S256, invalid_request"
  })
  void other_errors_go_back_to_the_client(String name, String value, String error) {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    Answer answer = shop.authorize(name, value);
    assertThat(answer.status()).isEqualTo(302);
    String location = answer.header("Location").orElseThrow();
    assertThat(location).startsWith(OpenIdShop.BACK + "&error=");
    assertThat(OpenIdShop.parameters(location))
        .containsEntry("error", error)
        .containsEntry("state", "s t&a=t%e")
        .containsEntry("iss", node.visitor().base() + "/oidc")
        .containsKey("error_description");
  }

  @Test
  void the_method_plain_and_a_repeated_parameter_are_refused() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    for (String method : List.of("plain", "")) {
      String location =
          shop.authorize("code_challenge", OpenIdShop.CHALLENGE, "code_challenge_method", method)
              .header("Location")
              .orElseThrow();
      assertThat(OpenIdShop.parameters(location)).containsEntry("error", "invalid_request");
    }
    String twice = OpenIdShop.form(shop.request()) + "&scope=openid";
    String location =
        node.visitor().get("/oidc/authorize?" + twice).header("Location").orElseThrow();
    assertThat(OpenIdShop.parameters(location)).containsEntry("error", "invalid_request");
  }

  @Test
  void a_request_may_come_as_a_form_and_a_closed_room_lets_nobody_in() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    Answer posted = shop.post("/oidc/authorize", shop.request());
    assertThat(posted.status()).isEqualTo(303);
    assertThat(posted.header("Location").orElseThrow()).startsWith("login?tx=");
    node.admin().send("DELETE", "/rooms/" + shop.room().id(), "");
    assertThat(OpenIdShop.parameters(shop.authorize().header("Location").orElseThrow()))
        .containsEntry("error", "access_denied");
  }

  @Test
  void the_page_is_of_its_own_origin_alone_and_needs_no_inline_script() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    Answer page = node.visitor().get("/oidc/login?tx=" + shop.tx());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.text()).doesNotContain("{{", "style=", "http");
    Matcher scripts = Pattern.compile("<script([^>]*)>([^<]*)<").matcher(page.text());
    assertThat(scripts.find()).isTrue();
    assertThat(scripts.group(2)).isEmpty();
    for (String file : List.of("login.js", "line.js", "login.css")) {
      Answer answer = node.visitor().get("/oidc/" + file);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type").orElseThrow())
          .contains(file.endsWith("css") ? "text/css" : "javascript");
    }
    assertThat(node.visitor().get("/oidc/login?tx=x").status()).isEqualTo(404);
  }

  @Test
  void without_scripts_a_button_joins_waits_and_returns() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    Map<String, String> form = hidden(node.visitor().get("/oidc/login?tx=" + shop.tx()));
    assertThat(form).containsEntry("request_id", "");
    Map<String, String> joined = hidden(shop.post("/oidc/continue", form));
    assertThat(shop.room().position(OpenIdShop.value(joined, "request_id"))).isEqualTo(1);
    Answer early = shop.post("/oidc/continue", joined);
    assertThat(early.text()).contains("It is not your turn yet");
    assertThat(hidden(early)).isEqualTo(joined);
    shop.room().serve(1);
    Answer turn = shop.post("/oidc/continue", joined);
    assertThat(turn.status()).isEqualTo(200);
    Matcher link = Pattern.compile("<a href=\"([^\"]+)\"").matcher(turn.text());
    assertThat(link.find()).isTrue();
    String location = link.group(1).replace("&amp;", "&");
    assertThat(location).startsWith(OpenIdShop.BACK);
    String code = OpenIdShop.value(OpenIdShop.parameters(location), "code");
    assertThat(shop.exchange(code).status()).isEqualTo(200);
  }

  private static Map<String, String> hidden(Answer page) {
    assertThat(page.status()).as(page.toString()).isEqualTo(200);
    Map<String, String> all = new HashMap<>();
    Matcher fields = HIDDEN.matcher(page.text());
    while (fields.find()) {
      all.put(fields.group(1), fields.group(2));
    }
    return all;
  }

  @Test
  void only_its_own_page_sends_a_visitor_on_with_what_the_server_sealed() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    String tx = shop.tx();
    String requestId = shop.room().joinServed();
    Answer crossSite =
        shop.post(
            "/oidc/continue",
            Map.of("tx", tx, "request_id", requestId),
            "Sec-Fetch-Site",
            "cross-site");
    assertThat(crossSite.status()).isEqualTo(403);
    assertThat(shop.goOn(OpenIdShop.bent(tx), requestId).status()).isEqualTo(404);
    assertThat(shop.goOn(tx, TestRoom.UNKNOWN_ID).status()).isEqualTo(400);
    assertThat(shop.goOn(tx, "x").status()).isEqualTo(400);
    OpenIdShop.put(shop.room(), "{\"redirect_uris\": [\"https://shop.example/new\"]}");
    assertThat(shop.goOn(tx, requestId).status())
        .as("the address is the client's no more")
        .isEqualTo(404);
    assertThat(shop.room().counter("token_counter")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/openid-configuration",
        "/.well-known/jwks.json",
        "/token",
        "/userInfo",
        "/userinfo"
      })
  void pages_of_any_origin_may_ask_first(String path) {
    Answer answer =
        node.visitor().send("OPTIONS", "/oidc" + path, "", "Origin", "https://shop.example");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .contains("Authorization, Content-Type");
    assertThat(answer.header("Access-Control-Allow-Methods").orElseThrow())
        .contains(path.equals("/token") ? "POST" : "GET");
  }

  @Test
  void a_client_is_made_with_a_secret_that_is_shown_once_and_kept_when_it_changes() {
    TestRoom room = node.newRoom();
    String path = "/rooms/" + room.id() + "/client";
    assertThat(node.admin().get(path).status()).isEqualTo(404);
    String uris = "{\"redirect_uris\": [\"https://shop.example/back?from=line\"]%s}";
    Answer made = OpenIdShop.put(room, uris.formatted(""));
    assertThat(made.status()).isEqualTo(201);
    String secret = made.json().get("client_secret").textValue();
    assertThat(secret).matches("[A-Za-z0-9]{50}");
    assertThat(storedClients()).contains(room.id()).doesNotContain(secret);
    JsonNode seen = node.signed(Role.VIEWER).get(path).json();
    assertThat(seen.has("client_secret")).isFalse();
    assertThat(seen.get("scopes")).hasSize(3);

    Answer changed = OpenIdShop.put(room, uris.formatted(", \"scopes\": [\"openid\"]"));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().has("client_secret")).isFalse();
    OpenIdShop shop = new OpenIdShop(room, secret);
    assertThat(shop.exchange(shop.code()).status()).isEqualTo(200);

    Answer renewed = OpenIdShop.put(room, uris.formatted(", \"new_secret\": true"));
    String another = renewed.json().get("client_secret").textValue();
    assertThat(another).isNotEqualTo(secret);
    assertThat(shop.exchange(shop.code()).status()).isEqualTo(401);
    OpenIdShop own = new OpenIdShop(room, "an own secret of 32 characters!!".replace(' ', '_'));
    OpenIdShop.put(room, uris.formatted(", \"client_secret\": \"" + own.secret() + "\""));
    assertThat(own.exchange(own.code()).status()).isEqualTo(200);

    assertThat(node.admin().send("DELETE", path, "").status()).isEqualTo(204);
    assertThat(own.authorize().status()).isEqualTo(400);
    assertThat(node.admin().send("DELETE", path, "").status()).isEqualTo(404);
  }

  private static String storedClients() {
    TestCassandra cassandra = TestCassandra.shared();
    String keyspace = node.keyspace();
    try (CqlSession session = TestCassandra.session(cassandra.contactPoint())) {
      StringBuilder all = new StringBuilder();
      session
          .execute("SELECT JSON * FROM " + keyspace + ".oidc_clients")
          .forEach(row -> all.append(row.getString(0)));
      return all.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"redirect_uris\": []}",
        "{\"redirect_uris\": [1]}",
        "{\"redirect_uris\": [\"http://shop.example/\"]}",
        "{\"redirect_uris\": [\"https://shop.example/#x\"]}",
        "{\"redirect_uris\": [\"javascript:alert(1)\"]}",
        "{\"redirect_uris\": [\"https://a/\"], \"scopes\": [\"profile\"]}",
        "{\"redirect_uris\": [\"https://a/\"], \"client_secret\": \"short\"}",
        "{\"redirect_uris\": [\"https://a/\"], \"public\": true, \"new_secret\": true}",
        "{\"redirect_uris\": [\"https://a/\"], \"public\": \"yes\"}",
        "{\"redirect_uris\": [\"https://a/\"], \"colour\": 1}"
      })
  void a_client_that_breaks_a_rule_is_refused_with_a_sentence(String json) {
    Answer answer = OpenIdShop.put(node.newRoom(), json);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.json().get("detail").textValue()).isNotBlank();
  }

  @Test
  void only_administrators_make_clients_and_only_of_rooms_that_exist() {
    TestRoom room = node.newRoom();
    String path = "/rooms/" + room.id() + "/client";
    String json = "{\"redirect_uris\": [\"https://shop.example/back\"]}";
    assertThat(node.signed(Role.OPERATOR).send("PUT", path, json).status()).isEqualTo(403);
    assertThat(node.stranger().get(path).status()).isEqualTo(401);
    assertThat(node.admin().send("PUT", "/rooms/nobody/client", json).status()).isEqualTo(404);
    assertThat(node.visitor().send("PUT", path, json).status()).isEqualTo(403);
  }
}
