package waitingroom.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.secret.Sha256;

class RoundTest {
  private static final String SIGNATURE =
      "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482"
          + "e26cd02df835d3546d23c4b13e0dfc92";

  @Test
  void answers_of_both_versions_of_the_relays_api_are_read() {
    Round round = new Round(123, SIGNATURE);
    String hash = HexFormat.of().formatHex(Sha256.of(round.value()));
    assertThat(Round.parse("{\"round\":123,\"signature\":\"" + SIGNATURE + "\"}")).isEqualTo(round);
    assertThat(
            Round.parse(
                "{\"round\":123,\"randomness\":\"%s\",\"signature\":\"%s\"}"
                    .formatted(hash, SIGNATURE)))
        .isEqualTo(round);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"round\":123}",
        "{\"round\":\"123\",\"signature\":\"S\"}",
        "{\"round\":0,\"signature\":\"S\"}",
        "{\"round\":-1,\"signature\":\"S\"}",
        "{\"round\":1.5,\"signature\":\"S\"}",
        "{\"round\":9007199254740992,\"signature\":\"S\"}",
        "{\"round\":99999999999999999999,\"signature\":\"S\"}",
        "{\"round\":123,\"signature\":\"S00\"}",
        "{\"round\":123,\"signature\":\"S\",\"randomness\":\"00\"}",
        "{\"round\":123,\"signature\":\"S\",\"randomness\":null}",
        "{\"round\":123,\"signature\":\"S\",\"previous_signature\":\"00\"}",
        "{\"round\":123,\"round\":124,\"signature\":\"S\"}",
        "{\"round\":123,\"signature\":\"S\"} more",
        "<html>"
      })
  void other_answers_are_refused(String template) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Round.parse(template.replace("\"S", "\"" + SIGNATURE)));
  }
}
