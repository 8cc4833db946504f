package waitingroom.forecast;

import org.jspecify.annotations.Nullable;

/**
 * How many people are called per second.
 *
 * @param mean over all that is remembered, above 0
 * @param slow that of the slower quarter of the minutes, 0 or more, at most the mean
 * @param quick that of the quicker quarter, at least the mean
 */
public record AdmissionRate(double mean, double slow, double quick) {

  /** Until so many have been called, above 0. */
  Estimate until(long people) {
    return new Estimate(seconds(people, mean), seconds(people, quick), high(people));
  }

  private @Nullable Long high(long people) {
    return slow == 0 ? null : seconds(people, slow);
  }

  private static long seconds(long people, double rate) {
    return (long) Math.ceil(people / rate);
  }
}
