package waitingroom.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CodeChallengeTest {
  /** The example of RFC 7636, appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private final CodeChallenge challenge =
      new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

  @Test
  void the_example_of_the_rfc_fits() {
    assertThat(challenge.madeFrom(VERIFIER)).isTrue();
  }

  @Test
  void another_verifier_or_one_of_the_wrong_form_does_not() {
    assertThat(challenge.madeFrom(VERIFIER + "x")).isFalse();
    assertThat(challenge.madeFrom("")).isFalse();
    assertThat(challenge.madeFrom(challenge.value())).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new CodeChallenge(VERIFIER + "="));
  }
}
