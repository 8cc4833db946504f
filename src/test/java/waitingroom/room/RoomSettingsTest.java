package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.inlet.Capacity;
import waitingroom.inlet.MaxSize;
import waitingroom.inlet.Periodic;

/** Limits and defaults of a room's settings. */
class RoomSettingsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 3600, 31_536_000})
  void a_token_lives_a_second_to_a_year(long seconds) {
    assertThat(TestSettings.validityPeriod(seconds).validityPeriod()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "validity_period, 0",
        "validity_period, -1",
        "validity_period, 31536001",
        "validity_period, 9223372036854775807",
        "queue_position_expiry_period, 0",
        "queue_position_expiry_period, 31536001",
        "heartbeat_timeout, 4",
        "heartbeat_timeout, -1",
        "heartbeat_timeout, 86401",
        "heartbeat_check_interval, 0",
        "heartbeat_check_interval, 3601",
        "max_queue_length, -1",
        "max_queue_length, 1099511627776",
        "message, `'\\uD800'`",
        "queueing_method, `'FIFO'`",
        "queueing_method, `'random'`",
        "inlet.increment_by, `{'strategy': 'periodic', 'increment_by': 0}`",
        "inlet.increment_by, `{'strategy': 'periodic', 'increment_by': 1000000001}`",
        "inlet.interval, `{'strategy': 'periodic', 'interval': 0}`",
        "inlet.interval, `{'strategy': 'periodic', 'interval': 86401}`",
        "inlet.start_time, `{'strategy': 'periodic', 'start_time': -1}`",
        "inlet.end_time, `{'strategy': 'periodic', 'end_time': -1}`",
        "inlet.max_size, `{'strategy': 'max_size', 'max_size': 0}`",
        "inlet.total_active_users, `{'strategy': 'capacity'}`",
        "inlet.total_active_users, `{'strategy': 'capacity', 'total_active_users': -1}`",
        "inlet.new_users_per_minute, `{'strategy': 'capacity', 'new_users_per_minute': -1}`"
      })
  void a_value_outside_its_range_is_refused_by_the_name_of_its_member(String member, String value) {
    String name = member.startsWith("inlet.") ? "inlet" : member;
    assertThatThrownBy(() -> TestSettings.of("'" + name + "': " + value))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(member);
  }

  @Test
  void a_message_has_up_to_500_characters_however_many_bytes_they_take() {
    String longest = "\uD83C\uDFAB".repeat(500);
    assertThat(TestSettings.of("'message': '" + longest + "'").message()).isEqualTo(longest);
    assertThatThrownBy(() -> TestSettings.of("'message': '" + longest + ".'"))
        .rootCause()
        .hasMessageContaining("message must be a text of at most 500");
  }

  @Test
  void capacity_needs_expiry_or_people_who_never_come_would_fill_it() {
    assertThatThrownBy(
            () ->
                TestSettings.of(
                    "'enable_queue_position_expiry': false,"
                        + "'inlet': {'strategy': 'capacity', 'total_active_users': 1}"))
        .rootCause()
        .hasMessageContaining("enable_queue_position_expiry");
  }

  @Test
  void what_is_not_given_has_the_originals_defaults() {
    assertThat(TestSettings.of("")).isEqualTo(RoomSettings.DEFAULT);
    assertThat(TestSettings.of("'inlet': {'strategy': 'periodic'}").inlet())
        .isEqualTo(new Periodic(10, 60, 0, 0, ""));
    assertThat(TestSettings.of("'inlet': {'strategy': 'max_size'}").inlet())
        .isEqualTo(new MaxSize(100));
    assertThat(
            TestSettings.of("'inlet': {'strategy': 'capacity', 'total_active_users': 7}").inlet())
        .isEqualTo(new Capacity(7, 0));
  }
}
