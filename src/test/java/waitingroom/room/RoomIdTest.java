package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "Sample", "black-friday_2026.v2", "0", "A.-_z", "...", ".a"})
  void letters_digits_dots_underscores_and_hyphens_make_a_name(String name) {
    assertThat(RoomId.parse(name)).contains(new RoomId(name));
    assertThat(new RoomId(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a/b", "a\n", "ä", "٣", "a\"b", "{a}", "a|b", "%41", ".", ".."})
  void anything_else_is_refused(String name) {
    assertThat(RoomId.parse(name)).isEmpty();
    assertThatThrownBy(() -> new RoomId(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(RoomId.RULE);
  }

  @Test
  void of_all_characters_only_those_of_the_rule_pass() {
    for (char c = Character.MIN_VALUE; c < Character.MAX_VALUE; c++) {
      String name = "a" + c;
      assertThat(RoomId.parse(name).isPresent())
          .as("character %d", (int) c)
          .isEqualTo(name.matches("a[A-Za-z0-9._-]"));
    }
  }

  @Test
  void a_name_has_at_most_64_characters() {
    assertThat(RoomId.parse("x".repeat(64))).isPresent();
    assertThat(RoomId.parse("x".repeat(65))).isEmpty();
  }
}
