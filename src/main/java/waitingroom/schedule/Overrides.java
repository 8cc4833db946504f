package waitingroom.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.Capacity;
import waitingroom.inlet.QueueingMethod;

/**
 * Settings of a room that an event replaces while it lasts; null: the room's own.
 *
 * @param totalActiveUsers with {@code newUsersPerMinute}: people who may be inside, 0: any number
 * @param newUsersPerMinute with {@code totalActiveUsers}: people who may be let in within a minute,
 *     0: any number
 * @param sessionDuration life of a token in minutes, 1 to 525,600 (a year)
 * @param queueingMethod what the room does with those who come
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Overrides(
    @JsonProperty("total_active_users") @Nullable Long totalActiveUsers,
    @JsonProperty("new_users_per_minute") @Nullable Long newUsersPerMinute,
    @JsonProperty("session_duration") @Nullable Long sessionDuration,
    @JsonProperty("queueing_method") @Nullable QueueingMethod queueingMethod) {
  static final Overrides NONE = new Overrides(null, null, null, null);
  private static final long MINUTES_MAX = 525_600;
  private static final long USERS_MAX = 1_000_000_000;

  /**
   * @throws IllegalArgumentException with the name of the wrong member
   */
  public Overrides {
    if ((totalActiveUsers == null) != (newUsersPerMinute == null)) {
      throw new IllegalArgumentException(
          "total_active_users and new_users_per_minute must be given together");
    }
    if (totalActiveUsers != null && newUsersPerMinute != null) {
      inRange("total_active_users", totalActiveUsers);
      inRange("new_users_per_minute", newUsersPerMinute);
      if (totalActiveUsers + newUsersPerMinute == 0) {
        throw new IllegalArgumentException(
            "total_active_users and new_users_per_minute must not both be 0: for no caps,"
                + " queueing_method is passthrough");
      }
    }
    if (sessionDuration != null && (sessionDuration < 1 || sessionDuration > MINUTES_MAX)) {
      throw new IllegalArgumentException(
          "session_duration must be a whole number of minutes from 1 to " + MINUTES_MAX);
    }
  }

  private static void inRange(String member, long value) {
    if (value < 0 || value > USERS_MAX) {
      throw new IllegalArgumentException(
          "%s must be a whole number from 0 to %s".formatted(member, USERS_MAX));
    }
  }

  /** The inlet in place of the room's; null: the room's own. */
  public @Nullable Capacity capacity() {
    return capacity(totalActiveUsers, newUsersPerMinute);
  }

  private static @Nullable Capacity capacity(@Nullable Long users, @Nullable Long perMinute) {
    return users == null || perMinute == null ? null : new Capacity(users, perMinute);
  }
}
