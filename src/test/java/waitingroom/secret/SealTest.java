package waitingroom.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SealTest {
  private static final byte[] PLAIN = "a secret that nobody may read".getBytes(UTF_8);
  private static final byte[] CONTEXT = "AKWR1".getBytes(UTF_8);

  private final MasterSecret secret = secret("00112233445566778899aabbccddeeff");
  private final Seal seal = Seal.of(secret, "tests");

  private static MasterSecret secret(String half) {
    return MasterSecret.parse((half + "ffeeddccbbaa99887766554433221100").getBytes(UTF_8));
  }

  @Test
  void what_was_sealed_opens_again_with_its_context() {
    assertThat(seal.open(seal.close(PLAIN, CONTEXT), CONTEXT)).contains(PLAIN);
    assertThat(Seal.of(secret, "tests").open(seal.close(new byte[0], CONTEXT), CONTEXT))
        .contains(new byte[0]);
  }

  @Test
  void nothing_of_it_shows_and_no_two_seals_are_alike() {
    byte[] sealed = seal.close(PLAIN, CONTEXT);

    assertThat(new String(sealed, UTF_8)).doesNotContain("secret");
    assertThat(seal.close(PLAIN, CONTEXT)).isNotEqualTo(sealed);
  }

  @Test
  void a_change_of_any_byte_is_seen() {
    byte[] sealed = seal.close(PLAIN, CONTEXT);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(seal.open(changed, CONTEXT)).as("byte " + i).isEmpty();
    }
    assertThat(seal.open(new byte[27], CONTEXT)).isEmpty();
  }

  @Test
  void another_context_purpose_or_secret_does_not_open_it() {
    byte[] sealed = seal.close(PLAIN, CONTEXT);

    assertThat(seal.open(sealed, "AKWR2".getBytes(UTF_8))).isEmpty();
    assertThat(Seal.of(secret, "others").open(sealed, CONTEXT)).isEmpty();
    assertThat(Seal.of(secret("ffeeddccbbaa9988ffeeddccbbaa9988"), "tests").open(sealed, CONTEXT))
        .isEmpty();
  }
}
