package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import akka.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageHeadersTest {
  private static final String STRICT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  @Test
  void the_strict_policy_allows_the_own_origin_and_no_inline_code() {
    assertThat(header(PageHeaders.STRICT, "Content-Security-Policy")).isEqualTo(STRICT);
  }

  @Test
  void a_page_tells_neither_its_type_nor_its_visitors_to_be_guessed() {
    assertThat(header(PageHeaders.STRICT, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(PageHeaders.STRICT, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(PageHeaders.STRICT, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(header(PageHeaders.STRICT, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
  }

  @Test
  void a_source_is_added_to_one_directive_and_leaves_the_strict_policy_as_it_was() {
    PageHeaders wider =
        PageHeaders.STRICT
            .allowing("form-action", "https://shop.example")
            .allowing("frame-ancestors", "https://shop.example");

    assertThat(header(wider, "Content-Security-Policy"))
        .contains("form-action 'self' https://shop.example;")
        .endsWith("frame-ancestors https://shop.example");
    assertThat(header(PageHeaders.STRICT, "Content-Security-Policy")).isEqualTo(STRICT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "https://a b", "a;script-src *", "a,b", "a\r\nSet-Cookie:x", "\u00e4"})
  void a_source_cannot_smuggle_in_another_directive(String source) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageHeaders.STRICT.allowing("form-action", source));
  }

  @Test
  void a_directive_that_the_policy_does_not_have_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageHeaders.STRICT.allowing("scrpt-src", "'self'"));
  }

  private static String header(PageHeaders headers, String name) {
    return headers.on(HttpResponse.create()).getHeader(name).orElseThrow().value();
  }
}
