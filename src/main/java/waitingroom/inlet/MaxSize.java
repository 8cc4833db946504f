package waitingroom.inlet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Driven by messages from the shop: as many people enter as left, up to a size (contract, part 5).
 * Unlike the original it counts those who were let in and have not fetched their token yet, never
 * moves the counter backwards, and when more people left than places are free fills only the free
 * places.
 *
 * @param maxSize people who may be inside
 */
public record MaxSize(@JsonProperty("max_size") long maxSize) implements Inlet {

  /**
   * @throws IllegalArgumentException with the name of the wrong member
   */
  public MaxSize {
    Inlet.inRange("max_size", maxSize, 1, 1_000_000_000);
  }

  @JsonCreator
  static MaxSize of(@JsonProperty("max_size") @Nullable Long maxSize) {
    return new MaxSize(maxSize == null ? 100 : maxSize);
  }

  /** Nothing without a message. */
  @Override
  public long increment(Line line, long nowMillis) {
    return 0;
  }

  /**
   * Increment of the counter for a message.
   *
   * @param exited people who left according to the message; null if it does not say
   * @param ended sessions that the message has ended
   * @param inside people inside after that, and places that the counter has promised to those who
   *     come next
   */
  public long increment(@Nullable Long exited, long ended, long inside) {
    long wanted = exited == null || exited == 0 ? ended : exited;
    return Math.max(0, Math.min(wanted, maxSize - inside));
  }
}
