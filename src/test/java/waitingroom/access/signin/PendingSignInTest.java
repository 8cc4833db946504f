package waitingroom.access.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import waitingroom.secret.MasterSecret;
import waitingroom.secret.Seal;

class PendingSignInTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Seal seal =
      Seal.of(
          MasterSecret.parse(
              "00112233445566778899aabbccddeeffffeeddccbbaa99887766554433221100".getBytes(UTF_8)),
          "tests");
  private final PendingSignIn pending = PendingSignIn.begun(NOW);

  @Test
  void it_comes_back_as_it_left_and_shows_nothing_on_the_way() {
    String sealed = pending.sealed(seal);

    assertThat(PendingSignIn.opened(seal, sealed, NOW)).contains(pending);
    assertThat(sealed).doesNotContain(pending.state()).matches("[A-Za-z0-9_-]+");
    assertThat(pending.toString()).doesNotContain(pending.verifier());
  }

  @Test
  void after_ten_minutes_or_a_change_it_is_nothing() {
    String sealed = pending.sealed(seal);

    assertThat(PendingSignIn.opened(seal, sealed, NOW.plusSeconds(599))).isPresent();
    assertThat(PendingSignIn.opened(seal, sealed, NOW.plusSeconds(600))).isEmpty();
    for (String wrong : new String[] {"", "%", "AAAA", "A" + sealed, sealed.substring(4)}) {
      assertThat(PendingSignIn.opened(seal, wrong, NOW)).as(wrong).isEmpty();
    }
  }

  @Test
  void state_nonce_and_verifier_have_nothing_in_common() {
    assertThat(pending.state()).isNotEqualTo(pending.nonce()).hasSize(43);
    assertThat(pending.verifier()).isNotEqualTo(pending.nonce()).hasSize(43);
    assertThat(pending.hasState(pending.state())).isTrue();
    assertThat(pending.hasState(pending.nonce())).isFalse();
  }

  /** RFC 7636, appendix B. */
  @Test
  void the_challenge_is_that_of_the_standard() {
    PendingSignIn example =
        new PendingSignIn("s", "n", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", NOW);
    assertThat(example.challenge()).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }
}
