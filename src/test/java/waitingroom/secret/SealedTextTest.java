package waitingroom.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sealed texts are unreadable without the master secret. */
class SealedTextTest {
  private final SealedText texts = sealing("0123456789abcdef", "test");

  private static SealedText sealing(String hex, String purpose) {
    String secret = hex + "00112233445566778899aabbccddeeff" + hex + hex + hex;
    return new SealedText(MasterSecret.parse(secret.getBytes(StandardCharsets.US_ASCII)), purpose);
  }

  @Property(tries = 100)
  void what_was_sealed_opens_at_its_place(@ForAll String text, @ForAll String place) {
    String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    assertThat(texts.open(texts.seal(wellFormed, place), place)).isEqualTo(wellFormed);
  }

  @Test
  void the_same_text_looks_different_each_time_and_never_like_itself() {
    String one = texts.seal("whsec_abc", "row");

    assertThat(one).isNotEqualTo(texts.seal("whsec_abc", "row")).doesNotContain("whsec");
    assertThat(one).matches("v1\\.[A-Za-z0-9_-]+");
  }

  @Test
  void another_place_another_purpose_and_another_master_secret_do_not_open_it() {
    String sealed = texts.seal("secret", "row 1");

    assertRefused(texts, sealed, "row 2");
    assertRefused(sealing("0123456789abcdef", "other"), sealed, "row 1");
    assertRefused(sealing("0123456789abcdee", "test"), sealed, "row 1");
  }

  @Property(tries = 100)
  void a_changed_text_does_not_open(@ForAll @IntRange(max = 25) int at) {
    StringBuilder sealed = new StringBuilder(texts.seal("secret", "row"));
    int index = 3 + at;
    sealed.setCharAt(index, sealed.charAt(index) == 'A' ? 'B' : 'A');

    assertRefused(texts, sealed.toString(), "row");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1.", "v1.AAAA", "v1.*", "v2.AAAA", "whsec_abc"})
  void what_was_never_sealed_does_not_open(String text) {
    assertRefused(texts, text, "row");
  }

  private static void assertRefused(SealedText texts, String sealed, String place) {
    assertThatThrownBy(() -> texts.open(sealed, place))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not open")
        .hasNoCause();
  }
}
