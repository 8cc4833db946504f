package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
  private static final Set<String> KNOWN = Set.of("code", "state");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=a&state=b",
        "code=a&resource=b&resource=c",
        "code=a&code=",
        "code=&code=a",
        "x&x&code=a"
      })
  void only_known_parameters_come_once(String text) {
    assertThat(Form.parse(text).eachOnce(KNOWN).get("code")).contains("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"code=a&code=a", "resource=b&resource=c&state=x&state=y", "c%6fde=a&code=b"})
  void a_known_parameter_that_is_repeated_is_refused(String text) {
    assertThatExceptionOfType(MalformedForm.class)
        .isThrownBy(() -> Form.parse(text).eachOnce(KNOWN));
  }

  @Test
  void a_form_has_at_most_a_hundred_parameters() {
    assertThat(Form.parse("a=b&".repeat(100)).get("a")).contains("b");
    assertThatExceptionOfType(MalformedForm.class).isThrownBy(() -> Form.parse("a=b&".repeat(101)));
  }
}
