package waitingroom.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;

/** Room settings for tests: the defaults except for what is given. */
public final class TestSettings {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String MEMBERS =
      """
      'validity_period': 1800, 'queue_position_expiry_period': 100,
      'incr_svc_on_queue_position_expiry': true,
      'heartbeat_timeout': 20, 'heartbeat_check_interval': 5,
      'inlet': {'strategy': 'capacity', 'total_active_users': 50, 'new_users_per_minute': 300},
      'paused': true, 'queue_all': true, 'max_queue_length': 1000, 'enable_events_generation': true
      """;

  /** Settings with no default value, from before there was a message. */
  static final RoomSettings WITHOUT_MESSAGE = of(MEMBERS);

  /** Settings with no default value, from before there were queueing methods. */
  static final RoomSettings WITHOUT_METHOD = of(MEMBERS + ", 'message': 'Back at noon'");

  /** Settings with no default value. */
  static final RoomSettings UNUSUAL =
      of(MEMBERS + ", 'message': 'Back at noon', 'queueing_method': 'passthrough'");

  private TestSettings() {}

  /** A check every second, and one for expired positions at that interval. */
  public static Housekeeping.Settings housekeeping(long expirySweepMillis) {
    return new Housekeeping.Settings(Duration.ofSeconds(1), Duration.ofMillis(expirySweepMillis));
  }

  /** The members of a JSON object, in single quotes for readability. */
  public static RoomSettings of(String members) {
    try {
      return JSON.readValue("{" + members.replace('\'', '"') + "}", RoomSettings.class);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  public static RoomSettings validityPeriod(long seconds) {
    return of("'validity_period': " + seconds);
  }
}
