package waitingroom.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static waitingroom.beacon.QuicknetRounds.R1000;
import static waitingroom.beacon.QuicknetRounds.R123;
import static waitingroom.beacon.QuicknetRounds.R42;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of real rounds of quicknet, as its relays published them. */
class ChainKeyTest {
  private static final ChainKey KEY = new ChainKey(Chain.QUICKNET);

  @Test
  void signatures_of_real_rounds_are_genuine() {
    assertThat(List.of(R42, R123, R1000)).allMatch(KEY::signed);
  }

  @Test
  void a_signature_of_another_round_is_not() {
    for (Round round : List.of(R42, R123, R1000)) {
      assertThat(KEY.signed(new Round(round.number() + 1, round.signature()))).isFalse();
    }
    assertThat(KEY.signed(new Round(42, R123.signature()))).isFalse();
  }

  @Test
  void no_changed_bit_passes() {
    String good = R123.signature();
    for (int digit = 0; digit < good.length(); digit += 5) {
      int flipped = Character.digit(good.charAt(digit), 16) ^ 1 << digit % 4;
      String bad =
          good.substring(0, digit) + Integer.toHexString(flipped) + good.substring(digit + 1);
      assertThat(KEY.signed(new Round(123, bad))).as(bad).isFalse();
    }
  }

  /**
   * No compression, the point at infinity, a coordinate beyond the field, a point off the group.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "000000000000000000000000000000000000000000000000"
            + "000000000000000000000000000000000000000000000000",
        "c00000000000000000000000000000000000000000000000"
            + "000000000000000000000000000000000000000000000000",
        "ffffffffffffffffffffffffffffffffffffffffffffffff"
            + "ffffffffffffffffffffffffffffffffffffffffffffffff",
        "800000000000000000000000000000000000000000000000"
            + "000000000000000000000000000000000000000000000000",
        "800000000000000000000000000000000000000000000000"
            + "000000000000000000000000000000000000000000000004"
      })
  void points_that_are_no_signatures_are_refused(String value) {
    assertThat(KEY.signed(new Round(123, value))).isFalse();
  }

  @Test
  void a_key_that_is_no_point_of_the_group_is_refused() {
    Chain quick = Chain.QUICKNET;
    String infinity = "c0" + "0".repeat(190);
    for (String key : new String[] {infinity, "0".repeat(192), "f".repeat(192)}) {
      Chain chain = new Chain(key, quick.genesis(), quick.period(), quick.groupHash(), "x");
      assertThatIllegalArgumentException().isThrownBy(() -> new ChainKey(chain));
    }
  }
}
