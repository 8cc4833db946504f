package waitingroom.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import waitingroom.secret.Sha256;

/** A whole draw, from ids to places, on values that three independent programs agree on. */
class WholeDrawTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] SECRET = Sha256.of("secret".getBytes(StandardCharsets.UTF_8));
  private static final byte[] LEAF_KEY = Sha256.of("leaf key".getBytes(StandardCharsets.UTF_8));
  private static final byte[] BEACON =
      HEX.parseHex(
          "8a62e967fcd6dfa5d75308c37808b4668a7faf1cdb06e09ac0a7161827603887"
              + "990ddf53f8df85c407f5d94eed09153a");
  private static final List<byte[]> LEAVES =
      LongStream.rangeClosed(1, 5).mapToObj(WholeDrawTest::leaf).toList();

  private static byte[] leaf(long position) {
    String id = "0000000" + position + "-0001-8000-8000-000000000000";
    return Entry.leaf(position, Entry.salt(LEAF_KEY, position), id);
  }

  @Test
  void the_commitment_fixes_the_secret() {
    assertThat(HEX.formatHex(DrawSeed.commitment(SECRET)))
        .isEqualTo("3881219d087dd9c634373fd33dfa33a2cb6bfc6c520b64b8bb60ef2ceb534ae7");
  }

  @Test
  void the_list_is_hashed_to_the_known_root_and_an_entry_is_proved() {
    assertThat(HEX.formatHex(Entry.salt(LEAF_KEY, 3)))
        .isEqualTo("5d61b078605717a12e834d38d72a8b3186d38098e4f6cad53da40977026274eb");
    assertThat(HEX.formatHex(Tree.root(LEAVES)))
        .isEqualTo("a5147dab97cb508e37827045a5506e8b4b662c470cce1d3ca6c9b19b268a9ab2");
    assertThat(Tree.proof(LEAVES, 2).stream().map(HEX::formatHex))
        .containsExactly(
            "4fa883b0ba547213cdfc3c2a91baaffe10860def4da75ab63d19cc9d0fe0b28d",
            "f07648e405c70d6a2459420325946c2277898aa3eec3d9cde228b9f269c76caf",
            "2094464d3e58447f8557c15b586573adf56b20caf48a87052955838ec85db3cf");
  }

  @Test
  void secret_beacon_and_list_give_the_known_seed_and_places() {
    var list = new ClosedList("Sample", 1, 1, LEAVES.size(), Tree.root(LEAVES));
    byte[] seed = DrawSeed.of(SECRET, BEACON, list);
    assertThat(HEX.formatHex(seed))
        .isEqualTo("9750f7506ab57a4a9ac9c09dfb30cbc789fa374d63787703cb8442e936f2ee6a");
    Shuffle shuffle = new Shuffle(seed, LEAVES.size());
    assertThat(LongStream.range(0, 5).map(i -> 1 + shuffle.place(i)))
        .containsExactly(4L, 1L, 3L, 2L, 5L);
  }

  @Test
  void a_root_is_a_hash() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClosedList("Sample", 1, 1, 5, new byte[5]));
  }
}
