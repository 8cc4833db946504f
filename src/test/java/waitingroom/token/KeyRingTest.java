package waitingroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;

class KeyRingTest {

  /**
   * Anything but an IllegalArgumentException would break the request during which the file is
   * reloaded.
   */
  @Property(tries = 300)
  void an_ec_file_damaged_in_one_place_is_refused_cleanly_or_still_signs(
      @ForAll @IntRange(max = 260) int place,
      @ForAll @CharRange(from = ' ', to = '~') char letter) {
    damage(KeyFiles.jwks(KeyFiles.ec("e")), place, letter);
  }

  @Property(tries = 100)
  void an_rsa_file_damaged_in_one_place_is_refused_cleanly_or_still_signs(
      @ForAll @IntRange(max = 1700) int place,
      @ForAll @CharRange(from = ' ', to = '~') char letter) {
    damage(KeyFiles.jwks(KeyFiles.rsa("a")), place, letter);
  }

  private static void damage(String file, int place, char letter) {
    StringBuilder content = new StringBuilder(file);
    content.setCharAt(place % content.length(), letter);
    byte[] bytes = content.toString().getBytes(StandardCharsets.US_ASCII);

    for (CryptoProvider crypto : List.of(CryptoProvider.jdk(), CryptoProvider.fastest())) {
      try {
        assertThat(KeyRing.parse(bytes, crypto).active().canSign()).isTrue();
      } catch (IllegalArgumentException refusal) {
        assertThat(refusal).hasNoCause().hasMessageMatching("(The|A key of the) signing key .*");
      }
    }
  }
}
