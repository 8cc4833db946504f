package waitingroom.event.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: after a pause that doubles, less a random part of up to a half, so that those
 * who failed together do not come back together.
 *
 * @param first pause after the first failure
 * @param max longest pause
 */
record Retries(Duration first, Duration max) {
  private static final int DOUBLINGS_MAX = 30;

  /**
   * The pause before the next try.
   *
   * @param failures how often it failed, from 1
   */
  Duration pause(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
    long whole = Math.min(max.toMillis(), doubled);
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }
}
