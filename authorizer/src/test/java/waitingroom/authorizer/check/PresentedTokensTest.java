package waitingroom.authorizer.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedTokensTest {
  private static List<String> in(Map<String, String> headers) {
    return new PresentedTokens(
            new TokenSources(List.of("X-Token", "Authorization"), Optional.of("room_token")))
        .in(name -> Optional.ofNullable(headers.get(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b.c", "Bearer a.b.c", "bearer  a.b.c ", "BEARER a.b.c"})
  void a_header_holds_a_token_alone_or_after_bearer(String value) {
    assertThat(in(Map.of("Authorization", value))).containsExactly("a.b.c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic dTpw", "", "Bearer ", "Digest username=\"a\", realm=\"b\""})
  void credentials_of_another_kind_are_no_token(String value) {
    assertThat(in(Map.of("Authorization", value))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"room_token=a.b.c", "x=1; room_token=a.b.c; y=2", "x=1;room_token=a.b.c"})
  void a_cookie_holds_a_token(String cookies) {
    assertThat(in(Map.of("Cookie", cookies))).containsExactly("a.b.c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xroom_token=a.b.c", "room_token", "room_token=", "=a.b.c", ";;"})
  void other_cookies_hold_none(String cookies) {
    assertThat(in(Map.of("Cookie", cookies))).isEmpty();
  }

  @Test
  void headers_come_before_the_cookie_in_the_order_of_the_settings() {
    assertThat(
            in(
                Map.of(
                    "Cookie", "room_token=three", "Authorization", "Bearer two", "X-Token", "one")))
        .containsExactly("one", "two", "three");
  }

  @Test
  void no_request_brings_more_than_twelve() {
    String cookies =
        IntStream.range(0, 100).mapToObj(i -> "room_token=x" + i).collect(Collectors.joining("; "));
    assertThat(in(Map.of("Cookie", cookies))).hasSize(12).startsWith("x0", "x1");
  }

  @Test
  void a_token_that_comes_twice_counts_once() {
    String cookies = "room_token=bad; ".repeat(30) + "room_token=good";
    assertThat(in(Map.of("Cookie", cookies))).containsExactly("bad", "good");
  }
}
