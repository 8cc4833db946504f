package waitingroom.inlet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the shop as full as allowed and never fuller: lets people in as soon as a place is free and
 * the limit per minute allows it. With a free place and an empty line, a visitor walks straight
 * through.
 *
 * @param totalActiveUsers people who may be inside at any instant; 0: any number
 * @param newUsersPerMinute people who may be let in within any 60 seconds, spread evenly; 0: any
 *     number
 */
public record Capacity(
    @JsonProperty("total_active_users") long totalActiveUsers,
    @JsonProperty("new_users_per_minute") long newUsersPerMinute)
    implements Inlet {
  private static final long USERS_MAX = 1_000_000_000;

  /**
   * @throws IllegalArgumentException with the name of the wrong member
   */
  public Capacity {
    Inlet.inRange("total_active_users", totalActiveUsers, 0, USERS_MAX);
    Inlet.inRange("new_users_per_minute", newUsersPerMinute, 0, USERS_MAX);
    if (totalActiveUsers == 0 && newUsersPerMinute == 0) {
      throw new IllegalArgumentException(
          "inlet.total_active_users or inlet.new_users_per_minute must be given");
    }
  }

  @JsonCreator
  static Capacity of(
      @JsonProperty("total_active_users") @Nullable Long totalActiveUsers,
      @JsonProperty("new_users_per_minute") @Nullable Long newUsersPerMinute) {
    return new Capacity(
        totalActiveUsers == null ? 0 : totalActiveUsers,
        newUsersPerMinute == null ? 0 : newUsersPerMinute);
  }

  @Override
  public long increment(Line line, long nowMillis) {
    long places = totalActiveUsers == 0 ? line.waiting() : totalActiveUsers - line.inside();
    long wanted = Math.min(line.waiting(), places);
    if (wanted <= 0) {
      return 0;
    }
    return newUsersPerMinute == 0
        ? wanted
        : Math.min(wanted, line.pace().allowed(nowMillis, newUsersPerMinute));
  }

  @Override
  public boolean exclusive() {
    return true;
  }

  @Override
  public boolean actsAtOnce() {
    return true;
  }
}
