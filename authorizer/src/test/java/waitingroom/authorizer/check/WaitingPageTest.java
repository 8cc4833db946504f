package waitingroom.authorizer.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/list?f=a|b",
        "/list?f={1}",
        "/a^b",
        "/`a`",
        "/list?f=50%",
        "/\\\\a",
        "/[a]",
        "/a#b"
      })
  void only_scheme_and_host_of_the_way_back_are_judged(String rest) {
    assertThat(location(Map.of("X-Original-URL", "https://shop.example" + rest)))
        .isEqualTo("/wait/Sample?return_to=" + encoded("https://shop.example" + rest));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** HTTP libraries hand over such bytes as one character each. */
  @Test
  void bytes_beyond_ascii_in_the_way_back_are_escaped() {
    assertThat(location(Map.of("X-Original-URL", "https://shop.example/caf\u00e9\u0085")))
        .isEqualTo("/wait/Sample?return_to=" + encoded("https://shop.example/caf%E9%85"));
  }

  @Test
  void a_way_back_that_is_too_long_is_left_out_and_the_visitor_is_not() {
    for (String rest : List.of("a".repeat(5000), "%EA%B0%80".repeat(400))) {
      String url = "https://shop.example/" + rest;
      assertThat(location(Map.of("X-Original-URL", url)))
          .isEqualTo("/wait/Sample?return_to=" + encoded(url));
    }
    for (String rest : List.of("a".repeat(8000), "%EA%B0%80".repeat(600), "a".repeat(40_000))) {
      assertThat(location(Map.of("X-Original-URL", "https://shop.example/" + rest)))
          .isEqualTo("/wait/Sample");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "https,http; shop.example, inner; https",
        "HTTPS; SHOP.example; https",
        "http , https; shop.example ,shop.example:8443; http"
      })
  void of_a_forwarded_list_the_first_element_counts_in_any_case(
      String proto, String host, String scheme) {
    assertThat(
            location(
                Map.of(
                    "X-Forwarded-Proto", proto,
                    "X-Forwarded-Host", host,
                    "X-Forwarded-Uri", "/cart")))
        .isEqualTo("/wait/Sample?return_to=" + encoded(scheme + "://shop.example/cart"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "https; evil.example, shop.example; /",
        "https; shop.example; @evil.example/",
        "https; shop.example; .evil.example/",
        "javascript; shop.example; /",
        "https,http; ',shop.example'; /",
        "''; shop.example; /"
      })
  void a_forwarded_host_is_judged_too(String proto, String host, String uri) {
    assertThat(
            location(
                Map.of(
                    "X-Forwarded-Proto", proto,
                    "X-Forwarded-Host", host,
                    "X-Forwarded-Uri", uri)))
        .isEqualTo("/wait/Sample");
  }

  private static String mounted(WaitingPage page, String url) {
    return page.location(
        "Sample", "/__wait", name -> Optional.of(url).filter(u -> name.equals("X-Original-URL")));
  }

  @Test
  void on_the_shops_own_host_the_way_back_needs_no_host() {
    String page = "/__wait/wait/Sample";
    assertThat(mounted(this.page, "https://other.example/cart?a=1"))
        .isEqualTo(page + "?return_to=" + encoded("/cart?a=1"));
    assertThat(mounted(this.page, "http://other.example?a"))
        .isEqualTo(page + "?return_to=" + encoded("/?a"));
    assertThat(mounted(this.page, "https://shop.example/cart"))
        .isEqualTo(page + "?return_to=" + encoded("https://shop.example/cart"));
    for (String other : List.of("//evil.example/", "/\\evil.example/")) {
      assertThat(mounted(this.page, "https://other.example" + other)).isEqualTo(page);
    }
  }

  @Test
  void a_page_on_a_host_of_its_own_stays_there() {
    for (String template : List.of("https://w.example/{event_id}", "//w.example/{event_id}")) {
      WaitingPage own = new WaitingPage(template, Set.of());
      assertThat(mounted(own, "https://other.example/cart"))
          .isEqualTo(template.replace("{event_id}", "Sample"));
    }
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
