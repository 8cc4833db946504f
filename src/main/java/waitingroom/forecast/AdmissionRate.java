package waitingroom.forecast;

import org.jspecify.annotations.Nullable;

/**
 * The number of people called per second.
 *
 * @param mean over the whole window, above 0
 * @param slow rate of the slower quarter of the minutes, 0 or more, at most the mean
 * @param quick rate of the quicker quarter, at least the mean
 */
public record AdmissionRate(double mean, double slow, double quick) {

  /**
   * The time until that many people have been called.
   *
   * @param people above 0
   */
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
