package waitingroom.forecast;

import org.jspecify.annotations.Nullable;

/**
 * How long until somebody's turn, whole seconds.
 *
 * @param seconds at the pace of the last minutes
 * @param low at the pace of the quicker of them
 * @param high at the pace of the slower of them; null when the line stood still in those
 */
public record Estimate(long seconds, long low, @Nullable Long high) {
  /** Whose turn has come. */
  static final Estimate NOW = new Estimate(0, 0, 0L);
}
