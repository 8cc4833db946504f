package waitingroom.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThemeTest {
  @Property
  void whatever_the_accent_is_texts_in_it_can_be_read(
      @ForAll @IntRange(min = 0, max = 0xffffff) int rgb) {
    Accent accent = new Accent("#%06x".formatted(rgb));
    for (String ground : new String[] {"#f4f5f8", "#ffffff"}) {
      assertThat(Theme.ink(accent, new Accent("#f4f5f8")).contrast(new Accent(ground)))
          .isGreaterThanOrEqualTo(4.5);
    }
    for (String ground : new String[] {"#181b24", "#0f1117"}) {
      assertThat(Theme.ink(accent, new Accent("#181b24")).contrast(new Accent(ground)))
          .isGreaterThanOrEqualTo(4.5);
    }
    assertThat(accent.contrast(new Accent(accent.readable()))).isGreaterThanOrEqualTo(4.5);
  }

  @Test
  void an_accent_that_can_be_read_stays_as_it_is() {
    assertThat(Theme.ink(new Accent("#1a56db"), new Accent("#f4f5f8")).hex()).isEqualTo("#1a56db");
    assertThat(new String(Theme.css(new Accent("#ffcc00")).bytes(), UTF_8))
        .contains("--accent: #ffcc00;", "--on-accent: #000000;");
  }
}
