package waitingroom.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterSecretTest {
  private static final byte[] BYTES = new byte[32];

  static {
    for (int i = 0; i < BYTES.length; i++) {
      BYTES[i] = (byte) i;
    }
  }

  private static final String HEX = HexFormat.of().formatHex(BYTES);

  /** Computed with another implementation of RFC 5869. */
  private static final String DERIVED =
      "0f1c1651ef140b080193ed1c609105eeb54d07d71344fa4b6a18ab19013568d7";

  @Test
  void hex_and_base64_of_the_same_bytes_are_the_same_secret() {
    String base64 = Base64.getEncoder().encodeToString(BYTES);

    assertThat(derived(HEX)).isEqualTo(DERIVED);
    assertThat(derived(HEX.toUpperCase(Locale.ROOT))).isEqualTo(DERIVED);
    assertThat(derived(base64)).isEqualTo(DERIVED);
    assertThat(derived(base64.replace("=", ""))).isEqualTo(DERIVED);
  }

  @Test
  void the_url_alphabet_of_base64_is_read_like_the_standard_one() {
    byte[] bytes = BYTES.clone();
    Arrays.fill(bytes, 0, 6, (byte) 0xFB);
    String standard = Base64.getEncoder().encodeToString(bytes);
    String url = Base64.getUrlEncoder().encodeToString(bytes);

    assertThat(url).isNotEqualTo(standard);
    assertThat(derived(url)).isEqualTo(derived(standard));
  }

  @Test
  void whitespace_does_not_count() {
    assertThat(derived(" \t" + HEX.substring(0, 20) + "\r\n" + HEX.substring(20) + "\n"))
        .isEqualTo(DERIVED);
  }

  @Test
  void purpose_context_and_secret_each_change_the_derived_key() {
    MasterSecret secret = secret(HEX);
    MasterSecret other = secret("ff" + HEX.substring(2));

    assertThat(hex(secret.derive("purposec", bytes("ontext"), 32))).isNotEqualTo(DERIVED);
    assertThat(hex(secret.derive("purpose", bytes("contexu"), 32))).isNotEqualTo(DERIVED);
    assertThat(hex(other.derive("purpose", bytes("context"), 32))).isNotEqualTo(DERIVED);
  }

  @Test
  void fewer_than_32_bytes_are_refused() {
    assertThatThrownBy(() -> secret(HEX.substring(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The master secret holds 31 bytes, it needs at least 32: make one with"
                + " `openssl rand -base64 48`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "a5", "0123456789abcdef", "000102030405060708090a0b0c0d0e"})
  void a_repeated_pattern_is_refused(String pattern) {
    assertThatThrownBy(() -> secret(pattern.repeat(64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The master secret is not random: make one with");
  }

  @Test
  void an_empty_file_is_refused() {
    assertThatThrownBy(() -> secret(" \n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The master secret holds 0 bytes");
  }

  @Test
  void a_text_that_is_neither_is_refused_without_being_quoted() {
    assertThatThrownBy(() -> secret("correct horse battery staple, twice over!"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageStartingWith("The master secret is neither base64 nor hex: make one with");
  }

  @Test
  void it_never_shows_itself() {
    assertThat(secret(HEX)).hasToString("MasterSecret(hidden)");
  }

  private static String derived(String text) {
    return hex(secret(text).derive("purpose", bytes("context"), 32));
  }

  private static MasterSecret secret(String text) {
    return MasterSecret.parse(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
