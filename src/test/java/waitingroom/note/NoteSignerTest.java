package waitingroom.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteSignerTest {
  /** The key of RFC 8037, appendix A. */
  private static final String RFC =
      """
      {"kty":"OKP","crv":"Ed25519","kid":"a.example",
       "d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
       "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
      """;

  @Test
  void a_key_is_read_with_its_name() {
    NoteSigner signer = NoteSigner.parse(RFC.getBytes(UTF_8));
    assertThat(signer.key().name()).isEqualTo("a.example");
    assertThat(signer.sign("x\n").isSignedBy(signer.key())).isTrue();
    assertThat(signer).hasToString("NoteSigner(" + signer.key().text() + ")");
  }

  @Test
  void the_same_text_has_the_same_signature() {
    NoteSigner signer = NoteSigner.parse(NoteSigner.generate("a.example").getBytes(UTF_8));
    assertThat(signer.sign("x\n")).isEqualTo(signer.sign("x\n"));
  }

  /** Each a member of the key and what it is replaced by. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kid\":\"a.example\", ",
        "a.example a b",
        "a.example a+b",
        "Ed25519 X25519",
        "OKP RSA",
        "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A nWGxne",
        "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUQo",
        "\"d\" \"other\"",
        "} ",
        "{ []"
      })
  void another_file_is_refused_without_a_word_of_it(String change) {
    String[] parts = change.split(" ", 2);
    String spoilt = RFC.replace(parts[0], parts[1]);
    assertThat(spoilt).isNotEqualTo(RFC);
    assertThatThrownBy(() -> NoteSigner.parse(spoilt.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("log signing key")
        .hasMessageNotContaining("nWGxne")
        .hasNoCause();
  }
}
