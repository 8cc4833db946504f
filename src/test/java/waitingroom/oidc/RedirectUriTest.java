package waitingroom.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "https://shop.example:8443/back?a=b",
        "http://127.0.0.1:3000/back",
        "http://[::1]/back",
        "http://localhost/back",
        "com.example.app:/back"
      })
  void a_shop_a_developer_and_an_application_can_be_returned_to(String uri) {
    assertThat(new RedirectUri(uri).value()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/back",
        "//shop.example/back",
        "https:///back",
        "https:back",
        "http://shop.example/back",
        "http://127.0.0.1.shop.example/back",
        "http://localhost@shop.example/back",
        "https://user@shop.example/back",
        "https://shop.example/back#part",
        "https://shop.example/b ck",
        "https://shop.example/back\r\nX: y",
        "https://shöp.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "HTTPS://shop.example/"
      })
  void whatever_could_lead_elsewhere_is_refused(String uri) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RedirectUri(uri));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/cb, http://127.0.0.1:51004/cb",
    "http://127.0.0.1:3000/cb?a=b, http://127.0.0.1:51004/cb?a=b",
    "http://127.0.0.1:3000, http://127.0.0.1",
    "http://[::1]/cb, http://[::1]:65535/cb",
    "http://localhost:3000/cb, http://localhost:3000/cb"
  })
  void an_app_on_the_loopback_interface_listens_on_any_port(String registered, String asked) {
    assertThat(new RedirectUri(registered).covers(asked)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost/cb, http://localhost:51004/cb",
    "https://shop.example/cb, https://shop.example:8443/cb",
    "https://127.0.0.1/cb, https://127.0.0.1:8443/cb",
    "http://127.0.0.1/cb, http://[::1]/cb",
    "http://127.0.0.1/cb, http://localhost/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:51004/cb/",
    "http://127.0.0.1/cb, http://127.0.0.1:51004/cb?a=b",
    "http://127.0.0.1/cb, http://127.0.0.1:0/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:65536/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:1@shop.example/cb",
    "http://127.0.0.1/cb, http://127.0.0.1.shop.example/cb",
    "http://127.0.0.1, http://127.0.0.1:1.shop.example",
    "http://127.0.0.1/cb, HTTP://127.0.0.1:51004/cb",
    "com.example.app:/cb, com.example.app:1/cb"
  })
  void nothing_else_may_differ(String registered, String asked) {
    assertThat(new RedirectUri(registered).covers(asked)).isFalse();
  }

  @Test
  void a_uri_has_at_most_512_characters() {
    String longest = "https://shop.example/" + "x".repeat(512 - 21);
    assertThat(new RedirectUri(longest).value()).hasSize(512);
    assertThatIllegalArgumentException().isThrownBy(() -> new RedirectUri(longest + "x"));
  }

  @Test
  void parameters_go_behind_those_that_are_there() {
    assertThat(RedirectUri.with("https://a/?b=c", "d=e")).isEqualTo("https://a/?b=c&d=e");
    assertThat(RedirectUri.with("https://a/", "d=e")).isEqualTo("https://a/?d=e");
  }
}
