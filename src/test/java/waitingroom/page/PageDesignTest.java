package waitingroom.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageDesignTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** The default design with changed members. */
  private static PageDesign with(Map<String, ?> members) {
    ObjectNode all = JSON.valueToTree(PageDesign.DEFAULT);
    members.forEach((name, value) -> all.set(name, JSON.valueToTree(value)));
    try {
      return JSON.treeToValue(all, PageDesign.class);
    } catch (JsonProcessingException refused) {
      if (refused.getCause() instanceof IllegalArgumentException rule) {
        throw rule;
      }
      throw new AssertionError(refused);
    }
  }

  @Test
  void what_is_written_is_read_again() throws Exception {
    PageDesign design =
        with(
            Map.of(
                "name", "Sommerkonzert",
                "texts", Map.of("de", Map.of("title", "Gleich geht es los")),
                "target", "https://shop.example/{event_id}/checkout?a=b",
                "hand_over", "cookie",
                "cookie_domain", "shop.example",
                "frame_ancestors", List.of("https://*.shop.example")));
    assertThat(JSON.readValue(JSON.writeValueAsString(design), PageDesign.class)).isEqualTo(design);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "//evil.example/",
        "shop.example/checkout",
        "https://user@shop.example/",
        "https://shop.example/#there",
        "ftp://shop.example/",
        "https:///checkout",
        "/a b"
      })
  void a_target_that_is_none_is_refused(String target) {
    assertThatThrownBy(() -> with(Map.of("target", target)))
        .hasMessageStartingWith("target must be");
  }

  @Test
  void a_cookie_is_for_a_domain_and_not_for_a_header() {
    for (String domain : List.of("shop", "shop.example; Path=/", ".shop.example", "10.0.0.1")) {
      assertThatThrownBy(() -> with(Map.of("cookie_domain", domain)))
          .hasMessage("cookie_domain must be a domain name such as shop.example");
    }
  }

  @Test
  void a_frame_is_allowed_to_origins_and_not_to_a_policy() {
    for (String origin :
        List.of("https://shop.example/", "*", "https://a; script-src *", "'self'")) {
      assertThatThrownBy(() -> with(Map.of("frame_ancestors", List.of(origin))))
          .hasMessageStartingWith("frame_ancestors must be");
    }
  }

  @Test
  void a_logo_is_a_picture_of_bounded_size() {
    String svg = "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(new byte[100]);
    assertThat(with(Map.of("logo", svg)).picture())
        .hasValueSatisfying(picture -> assertThat(picture.bytes()).hasSize(100));
    byte[] large = new byte[64 * 1024 + 1];
    for (String wrong :
        List.of(
            "https://shop.example/logo.png",
            "data:text/html;base64,AAAA",
            "data:image/png;base64,%%%",
            "data:image/png;base64," + Base64.getEncoder().encodeToString(large))) {
      assertThatThrownBy(() -> with(Map.of("logo", wrong))).hasMessageStartingWith("logo must be");
    }
  }

  @Test
  void texts_are_by_language() {
    assertThat(with(Map.of("texts", Map.of("pt-BR", Map.of("title", "x")))).texts())
        .containsKey("pt-BR");
    assertThatThrownBy(() -> with(Map.of("texts", Map.of("Deutsch!", Map.of()))))
        .hasMessage("texts must be by language tags such as en or pt-BR");
    assertThatThrownBy(() -> with(Map.of("texts", Map.of("en", Map.of("title", "x".repeat(501))))))
        .hasMessage("texts.en.title must have at most 500 characters");
  }

  @ParameterizedTest
  @CsvSource({"#000000, #ffffff", "#ffffff, #000000", "#1a56db, #ffffff", "#ffcc00, #000000"})
  void on_its_accent_black_or_white_reads_better(String accent, String readable) {
    assertThat(new Accent(accent).readable()).isEqualTo(readable);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/a, https://shop.example/b?c=d, true",
    "https://shop.example/a, https://SHOP.example:443/, true",
    "https://shop.example/a, http://shop.example/a, false",
    "https://shop.example/a, https://shop.example.evil/a, false",
    "https://shop.example/a, https://shop.example:8443/, false",
    "https://shop.example/a, /b, false",
    "/a, /b, true",
    "/a, //evil.example/b, false",
    "/a, https://shop.example/, false"
  })
  void a_target_covers_its_own_origin_alone(String target, String address, boolean covered) {
    assertThat(Target.parse(target).covers(address)).isEqualTo(covered);
  }
}
