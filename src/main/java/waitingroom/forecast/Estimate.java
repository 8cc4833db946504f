package waitingroom.forecast;

import org.jspecify.annotations.Nullable;

/**
 * The estimated wait until a visitor's turn, in whole seconds.
 *
 * @param seconds at the rate of the last minutes
 * @param low at the rate of the quicker of them
 * @param high at the rate of the slower of them; null when the line stood still in those
 */
public record Estimate(long seconds, long low, @Nullable Long high) {
  /** No wait: the turn has come. */
  static final Estimate NOW = new Estimate(0, 0, 0L);
}
