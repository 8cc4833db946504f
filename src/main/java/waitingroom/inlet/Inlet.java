package waitingroom.inlet;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Strategy that moves the serving counter automatically. Part of a room's settings, and evaluated
 * in the room: on a tick, and immediately when somebody joins or leaves if it {@link #actsAtOnce}.
 *
 * <p>A strategy is a stateless value. The {@link Line} has all state.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "strategy")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Manual.class, name = "manual"),
  @JsonSubTypes.Type(value = Periodic.class, name = "periodic"),
  @JsonSubTypes.Type(value = MaxSize.class, name = "max_size"),
  @JsonSubTypes.Type(value = Capacity.class, name = "capacity")
})
public sealed interface Inlet permits Manual, Periodic, MaxSize, Capacity {

  /** Increment of the serving counter at this moment; never negative. */
  long increment(Line line, long nowMillis);

  /**
   * True for an inlet that guarantees exact caps: only it moves the counter, and never beyond the
   * end of the line.
   */
  default boolean exclusive() {
    return false;
  }

  /** True for an inlet that is evaluated at every change and several times a second. */
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
