package waitingroom.event.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with jitter: the pause doubles and is shortened by a random part of up to a
 * half, so that deliveries that failed together do not retry together.
 *
 * @param first pause after the first failure
 * @param max longest pause
 */
record Retries(Duration first, Duration max) {
  private static final int DOUBLINGS_MAX = 30;

  /**
   * Pause before the next attempt.
   *
   * @param failures failed attempts, from 1
   */
  Duration pause(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
    long whole = Math.min(max.toMillis(), doubled);
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }
}
