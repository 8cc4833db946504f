package waitingroom.contract.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.OpenIdShop;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;

/** Parameters of OpenID requests: repeated, too long, and addresses of native apps. */
@OnNode(Profile.OPENID)
class OpenIdParametersIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  private static Answer authorize(OpenIdShop shop, String more) {
    return node.visitor().get("/oidc/authorize?" + OpenIdShop.form(shop.request()) + more);
  }

  @Test
  void a_native_app_returns_to_any_port_of_the_loopback_interface() {
    String registered = "http://127.0.0.1/cb";
    String opened = "http://127.0.0.1:51004/cb";
    OpenIdShop app = OpenIdShop.of(node.newRoom(), registered);
    String requestId = app.room().joinServed();
    Answer turn = app.goOn(app.tx("redirect_uri", opened), requestId);
    String location = turn.json().get("location").textValue();
    assertThat(location).startsWith(opened + "?code=");
    String code = OpenIdShop.value(OpenIdShop.parameters(location), "code");
    assertThat(app.exchange(code, "redirect_uri", registered).status())
        .as("the code is for the address that was asked for")
        .isEqualTo(400);
    assertThat(app.exchange(code, "redirect_uri", opened).status()).isEqualTo(200);

    OpenIdShop named = OpenIdShop.of(node.newRoom(), "http://localhost/cb");
    assertThat(named.authorize("redirect_uri", "http://localhost:51004/cb").status())
        .as("a name may lead elsewhere")
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&resource=https://a.example/&resource=https://b.example/",
        "&utm_source=a&utm_source=b",
        "&state=",
        "&unknown&unknown"
      })
  void what_is_not_known_may_come_twice(String more) {
    Answer answer = authorize(OpenIdShop.of(node.newRoom()), more);
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location").orElseThrow()).startsWith("login?tx=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "scope", "nonce", "response_type"})
  void what_is_known_may_not(String name) {
    Answer answer = authorize(OpenIdShop.of(node.newRoom()), "&" + name + "=code");
    assertThat(OpenIdShop.parameters(answer.header("Location").orElseThrow()))
        .containsEntry("error", "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_id", "redirect_uri"})
  void in_doubt_about_the_client_nobody_is_sent_there(String name) {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    Answer answer =
        authorize(
            shop, "&" + OpenIdShop.form(Map.of(name, OpenIdShop.value(shop.request(), name))));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Location")).isEmpty();
  }

  @Test
  void a_repeated_parameter_of_a_token_request_is_refused_and_a_stray_one_is_not() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    Map<String, String> form =
        Map.of(
            "grant_type", "authorization_code",
            "code", shop.code(),
            "redirect_uri", OpenIdShop.BACK,
            "client_id", shop.room().id(),
            "client_secret", String.valueOf(shop.secret()));
    assertThat(posted(form, "&code=x").json().get("error").textValue())
        .isEqualTo("invalid_request");
    assertThat(posted(form, "&resource=https://a/&resource=https://b/").status()).isEqualTo(200);
  }

  private static Answer posted(Map<String, String> form, String more) {
    return node.visitor()
        .send(
            "POST",
            "/oidc/token",
            OpenIdShop.form(form) + more,
            "Content-Type",
            "application/x-www-form-urlencoded");
  }

  @ParameterizedTest
  @CsvSource({
    "state, 1025, invalid_request",
    "nonce, 257, invalid_request",
    "scope, 4000, invalid_scope",
    "code_challenge, 4000, invalid_request"
  })
  void a_text_that_is_too_long_is_refused_by_name_and_not_sent_back(
      String name, int length, String error) {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    Answer answer = shop.authorize(name, "x".repeat(length));
    String location = answer.header("Location").orElseThrow();
    assertThat(location).startsWith(OpenIdShop.BACK + "&error=" + error).hasSizeLessThan(2000);
    assertThat(OpenIdShop.value(OpenIdShop.parameters(location), "error_description"))
        .startsWith(name);
  }

  @Test
  void a_state_holds_text_of_any_script_and_no_control_characters() {
    OpenIdShop shop = OpenIdShop.of(node.newRoom());
    String longest = "줄".repeat(1024);
    String requestId = shop.room().joinServed();
    assertThat(shop.back(requestId, "state", longest, "nonce", "줄".repeat(256)))
        .containsEntry("state", longest);
    String location = shop.authorize("state", "a\u0000b").header("Location").orElseThrow();
    assertThat(OpenIdShop.parameters(location))
        .containsEntry("error", "invalid_request")
        .doesNotContainKey("state");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"redirect_uris\": [\"https://a/\"], \"subject_type\": \"secret\"}",
        "{\"redirect_uris\": [\"https://a/\"], \"subject_type\": 1}",
        "{\"redirect_uris\": [\"https://a/\", \"https://b/\"], \"subject_type\": \"pairwise\"}",
        "{\"redirect_uris\": [\"com.example.app:/\"], \"subject_type\": \"pairwise\"}"
      })
  void pairwise_names_need_one_host(String json) {
    Answer answer = OpenIdShop.put(node.newRoom(), json);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.json().get("detail").textValue()).contains("subject_type");
  }
}
