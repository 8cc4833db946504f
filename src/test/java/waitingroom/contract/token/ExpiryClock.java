package waitingroom.contract.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import waitingroom.contract.Expect;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestRoom;

/**
 * Clock of a test, and the sweeps of expired positions that follow it.
 *
 * <p>On a node of {@link Profile#EXPIRY} rooms sweep at most every 1001 ms of the clock: one second
 * may pass without a sweep, and the next millisecond brings one.
 */
public record ExpiryClock(TestClock clock) {
  /** Room settings with the increment. */
  static final String INCREMENT =
      "{\"queue_position_expiry_period\": 100, \"incr_svc_on_queue_position_expiry\": true}";

  /** Room settings without the increment. */
  static final String NO_INCREMENT = "{\"queue_position_expiry_period\": 100}";

  private static final String EXPIRED = "Queue position has expired";

  /** Advances by less than the interval between two sweeps. */
  void passOneSecond() {
    clock.advance(Duration.ofSeconds(1));
  }

  /** Brings the sweep that {@link #passOneSecond()} withheld. */
  void sweepWithinTheSecond(TestRoom room) {
    sweepAfter(room, Duration.ofMillis(1));
  }

  /** Advances the clock and waits for exactly one sweep. */
  public void sweepAfter(TestRoom room, int seconds) {
    sweepAfter(room, Duration.ofSeconds(seconds));
  }

  private void sweepAfter(TestRoom room, Duration duration) {
    long before = room.sweeps();
    clock.advance(duration);
    room.awaitSweeps(before + 1);
    assertThat(room.sweeps()).isEqualTo(before + 1);
  }

  public static void counters(TestRoom room, long serving, long expired, long waiting) {
    var counters = room.counters();
    assertThat(
            List.of(
                counters.get("serving_counter").longValue(),
                counters.get("expired_queue_counter").longValue(),
                counters.get("waiting_num").longValue()))
        .as("serving, expired, waiting")
        .containsExactly(serving, expired, waiting);
  }

  public static void expiresIn(TestRoom room, String requestId, int seconds) {
    Expect.json(
        room.expiry(requestId), 200, "{\"expires_in\": " + seconds + "}", "public, max-age=2");
  }

  /** Asserts that the position has expired, on every path that says so. */
  public static void expired(TestRoom room, String requestId) {
    Expect.error(room.expiry(requestId), 410, EXPIRED);
    Expect.error(room.token(requestId), 410, EXPIRED);
    Expect.error(room.operatorToken(requestId, ""), 410, EXPIRED);
  }
}
