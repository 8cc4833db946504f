package waitingroom.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", " ", "é", "a/b", "..", "alertmanager", "😀", "\u2028"})
  void any_text_without_control_characters_is_a_name(String text) {
    assertThat(AlarmName.parse(text)).contains(new AlarmName(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\u0000", "a\nb", "\t", "\u007f", "\u0085", "\ud83d", "a\ude00", "\ufffd"})
  void control_characters_and_what_is_no_character_are_not_in_a_name(String text) {
    assertThat(AlarmName.parse(text)).isEmpty();
    assertThatThrownBy(() -> new AlarmName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(AlarmName.RULE);
  }

  @Test
  void a_name_has_at_most_255_characters_whatever_their_size() {
    assertThat(AlarmName.parse("x".repeat(255))).isPresent();
    assertThat(AlarmName.parse("😀".repeat(255))).isPresent();
    assertThat(AlarmName.parse("x".repeat(256))).isEmpty();
    assertThat(AlarmName.parse("😀".repeat(256))).isEmpty();
  }
}
