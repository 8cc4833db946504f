package waitingroom.authorizer.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingPageTest {
  private final WaitingPage page =
      new WaitingPage("/wait/{event_id}", Set.of("shop.example", "shop.example:8443"));

  private String location(Map<String, String> headers) {
    return page.location("Sample", name -> Optional.ofNullable(headers.get(name)));
  }

  @Test
  void it_names_the_room() {
    assertThat(location(Map.of())).isEqualTo("/wait/Sample");
  }

  @Test
  void the_way_back_is_put_together_from_what_the_proxy_forwards() {
    assertThat(
            location(
                Map.of(
                    "X-Forwarded-Proto", "https",
                    "X-Forwarded-Host", "shop.example:8443",
                    "X-Forwarded-Uri", "/cart?a=1&b=2")))
        .isEqualTo(
            "/wait/Sample?return_to=https%3A%2F%2Fshop.example%3A8443%2Fcart%3Fa%3D1%26b%3D2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/cart",
        "http://shop.example/cart",
        "https://SHOP.example:443/cart",
        "https://shop.example:8443/cart"
      })
  void the_way_back_may_lead_to_an_allowed_host(String url) {
    assertThat(location(Map.of("X-Original-URL", url))).contains("?return_to=http");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "https://shop.example:9999/",
        "http://shop.example:443/",
        "https://shop.example.evil.example/",
        "https://shop.example@evil.example/",
        "https://user@shop.example/",
        "https://evil.example\\@shop.example/",
        "https://evil.example#@shop.example/",
        "//shop.example/",
        "/cart",
        "javascript://shop.example/%0Aalert(1)",
        "https:shop.example",
        "https://shop.example/ a",
        "https://shop.example/\r\nSet-Cookie: a=b",
        ""
      })
  void the_way_back_never_leads_elsewhere(String url) {
    assertThat(location(Map.of("X-Original-URL", url))).isEqualTo("/wait/Sample");
  }

  @Test
  void a_page_with_a_query_keeps_it() {
    WaitingPage other = new WaitingPage("https://w.example/?room={event_id}", Set.of("a.example"));
    assertThat(
            other.location(
                "Sample",
                name ->
                    Optional.of("http://a.example/").filter(u -> name.equals("X-Original-URL"))))
        .isEqualTo("https://w.example/?room=Sample&return_to=http%3A%2F%2Fa.example%2F");
  }
}
