package waitingroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;

class KeyRingTest {

  /** Anything but an IllegalArgumentException would break the request that met the new file. */
  @Property(tries = 300)
  void a_file_damaged_in_one_place_is_refused_cleanly_or_still_signs(
      @ForAll @IntRange(max = 260) int place,
      @ForAll @CharRange(from = ' ', to = '~') char letter) {
    StringBuilder content = new StringBuilder(KeyFiles.jwks(KeyFiles.ec("e")));
    content.setCharAt(place % content.length(), letter);

    byte[] bytes = content.toString().getBytes(StandardCharsets.US_ASCII);

    try {
      assertThat(KeyRing.parse(bytes, CryptoProvider.jdk()).active().canSign()).isTrue();
    } catch (IllegalArgumentException refusal) {
      assertThat(refusal).hasNoCause();
    }
  }
}
