package waitingroom.http.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import waitingroom.http.route.HttpRefusal;
import waitingroom.inlet.QueueingMethod;
import waitingroom.schedule.Overrides;
import waitingroom.schedule.ScheduledEvent;

/**
 * Members of an event that an operator sets, named as in Cloudflare's events of waiting rooms.
 * Times are RFC 3339 texts with whole seconds.
 */
record EventMembers(
    @Nullable String name,
    String description,
    @JsonProperty("prequeue_start_time") @Nullable String prequeueStart,
    @JsonProperty("event_start_time") @Nullable String start,
    @JsonProperty("event_end_time") @Nullable String end,
    boolean suspended,
    @JsonProperty("total_active_users") @Nullable Long totalActiveUsers,
    @JsonProperty("new_users_per_minute") @Nullable Long newUsersPerMinute,
    @JsonProperty("session_duration") @Nullable Long sessionDuration,
    @JsonProperty("queueing_method") @Nullable QueueingMethod queueingMethod) {
  private static final int TIME_LENGTH_MAX = 40;

  /** Members that an event need not have. */
  static final Set<String> CLEARABLE =
      Set.of(
          "prequeue_start_time",
          "total_active_users",
          "new_users_per_minute",
          "session_duration",
          "queueing_method");

  /** The defaults of a new event. */
  static final EventMembers NONE =
      new EventMembers(null, "", null, null, null, false, null, null, null, null);

  static EventMembers of(ScheduledEvent event) {
    Overrides overrides = event.overrides();
    return new EventMembers(
        event.name(),
        event.description(),
        event.prequeueStart() == null ? null : text(event.prequeueStart()),
        text(event.start()),
        text(event.end()),
        event.suspended(),
        overrides.totalActiveUsers(),
        overrides.newUsersPerMinute(),
        overrides.sessionDuration(),
        overrides.queueingMethod());
  }

  /**
   * The event that they describe.
   *
   * @param before the event as it was; null: it is new
   * @throws IllegalArgumentException with the name of the wrong member
   */
  ScheduledEvent event(String id, @Nullable ScheduledEvent before, long nowSeconds) {
    return new ScheduledEvent(
        id,
        before == null ? 0 : before.number(),
        required("name", name),
        description,
        prequeueStart == null ? null : seconds("prequeue_start_time", prequeueStart),
        seconds("event_start_time", required("event_start_time", start)),
        seconds("event_end_time", required("event_end_time", end)),
        false,
        0,
        false,
        suspended,
        new Overrides(totalActiveUsers, newUsersPerMinute, sessionDuration, queueingMethod),
        before == null ? nowSeconds : before.createdOn(),
        nowSeconds);
  }

  private static String required(String member, @Nullable String value) {
    if (value == null) {
      throw HttpRefusal.badRequest("The member " + member + " is missing");
    }
    return value;
  }

  /** The epoch second of a time, as texts have it. */
  static long seconds(String member, String time) {
    try {
      if (time.length() <= TIME_LENGTH_MAX) {
        Instant instant = OffsetDateTime.parse(time).toInstant();
        if (instant.getNano() == 0) {
          return instant.getEpochSecond();
        }
      }
    } catch (DateTimeException malformed) {
      // Told below, as a time with parts of a second is.
    }
    throw HttpRefusal.badRequest(
        member
            + " must be a time with whole seconds and a time zone, such as 2026-12-24T20:00:00Z");
  }

  static String text(long seconds) {
    return Objects.toString(Instant.ofEpochSecond(seconds));
  }
}
