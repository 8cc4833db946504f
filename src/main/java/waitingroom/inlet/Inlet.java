package waitingroom.inlet;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Decides how far the serving counter moves by itself. Part of a room's settings, and evaluated in
 * the room: on a tick, and at once when somebody joins or leaves if it {@link #actsAtOnce}.
 *
 * <p>A strategy is a value without state. What has to be remembered is in the {@link Line}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "strategy")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Manual.class, name = "manual"),
  @JsonSubTypes.Type(value = Periodic.class, name = "periodic"),
  @JsonSubTypes.Type(value = MaxSize.class, name = "max_size"),
  @JsonSubTypes.Type(value = Capacity.class, name = "capacity")
})
public sealed interface Inlet permits Manual, Periodic, MaxSize, Capacity {

  /** By how much the serving counter is to move now; never negative. */
  long increment(Line line, long nowMillis);

  /**
   * Whether nobody but the inlet moves the counter, never beyond the end of the line, because it
   * answers for exact caps.
   */
  default boolean exclusive() {
    return false;
  }

  /** Whether it wants to be asked whenever something changed, and several times a second. */
  default boolean actsAtOnce() {
    return false;
  }

  /**
   * Refuses a number outside its range.
   *
   * @throws IllegalArgumentException with the name of the member
   */
  static long inRange(String member, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "inlet.%s must be a whole number from %s to %s".formatted(member, min, max));
    }
    return value;
  }
}
