package waitingroom.inlet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Driven by messages of the shop: as many come in as went out, up to a size (contract, part 5).
 * Unlike the original it counts those who were let in and have not fetched their token yet, never
 * moves the counter backwards, and fills what is free when more left than that.
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
   * By how much a message moves the counter.
   *
   * @param exited people who left, as the message says; null when it does not
   * @param ended sessions that the message has ended
   * @param inside people inside after that, and places that the counter has promised to those who
   *     come next
   */
  public long increment(@Nullable Long exited, long ended, long inside) {
    long wanted = exited == null || exited == 0 ? ended : exited;
    return Math.max(0, Math.min(wanted, maxSize - inside));
  }
}
