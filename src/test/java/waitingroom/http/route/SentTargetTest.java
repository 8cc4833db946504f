package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Request targets as clients send them, and what they mean. */
class SentTargetTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/a?b=c, /a, b=c",
        "/a, /a, -",
        "/a?, /a, ''",
        "/a??b, /a, ?b",
        "http://shop.example/a?b, /a, b",
        "HTTP://shop.example, /, -",
        "http://shop.example?b, /, b",
        "/http://shop.example/a, /http://shop.example/a, -",
        "*, *, -",
        "/a%2fb, /a%2fb, -"
      })
  void path_and_query_stay_as_sent(String target, String path, String query) {
    assertThat(SentTarget.parse(target)).isEqualTo(new SentTarget(path, query));
  }

  @ParameterizedTest
  @CsvSource({
    "/health/%6cive, /health/live",
    "/a%2fb, /a%2Fb",
    "/a%20b, /a%20b",
    "/50%off, /50%25off",
    "/a%, /a%25",
    "/a%4, /a%254",
    "/%7e, /~",
    "/%00, /%00",
    "/\u00c3\u00a9, /%C3%A9",
    "/%c3%a9, /%C3%A9"
  })
  void a_path_has_one_spelling(String sent, String canonical) {
    assertThat(SentTarget.parse(sent).canonicalPath()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "/waiting-room/Sample/, ../Sample",
    "/waiting-room/Sample/?a=1&b, ../Sample?a=1&b",
    "/a/, ../a",
    "/a/b%3ac/, ../b%3Ac",
    "/a/x/?q=\u00c3\u00a9, ../x?q=%C3%A9"
  })
  void one_slash_less_is_one_step_back(String sent, String relative) {
    assertThat(SentTarget.parse(sent).withoutSlash()).isEqualTo(relative);
  }
}
