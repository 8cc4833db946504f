package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomSettingsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 3600, 31_536_000})
  void a_token_lives_a_second_to_a_year(long seconds) {
    assertThat(new RoomSettings(seconds).validityPeriod()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, 31_536_001, Long.MAX_VALUE})
  void any_other_life_is_refused_by_the_name_of_its_member(long seconds) {
    assertThatThrownBy(() -> new RoomSettings(seconds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("validity_period");
  }
}
