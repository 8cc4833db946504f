package waitingroom.authorizer.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NavigationTest {
  private static boolean is(Map<String, String> headers) {
    return Navigation.is(name -> Optional.ofNullable(headers.get(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml, TEXT/HTML;q=0.9"})
  void a_browser_accepts_html(String accept) {
    assertThat(is(Map.of("Accept", accept))).isTrue();
    assertThat(is(Map.of("Accept", accept, "Sec-Fetch-Mode", "navigate"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cors", "no-cors", "same-origin", "websocket", ""})
  void a_script_that_fetches_html_is_none(String mode) {
    assertThat(is(Map.of("Accept", "text/html", "Sec-Fetch-Mode", mode))).isFalse();
  }

  @Test
  void a_program_is_none() {
    assertThat(is(Map.of())).isFalse();
    assertThat(is(Map.of("Accept", "*/*", "Sec-Fetch-Mode", "navigate"))).isFalse();
  }
}
