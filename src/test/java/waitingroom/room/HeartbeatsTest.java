package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** Sessions 1 to 3 hold tokens that were issued in second 1000 and expire after second 2000. */
class HeartbeatsTest {
  private static final long MADE = 1_000_000;
  private static final long TIMEOUT = 20_000;

  private final Sessions sessions = new Sessions();
  private final Heartbeats heartbeats = new Heartbeats();

  HeartbeatsTest() {
    sessions.grant(new SessionTerms("issuer", "key", 1000, 2000), new long[] {1, 2, 3});
  }

  @Test
  void whoever_is_silent_for_the_timeout_is_found_in_order() {
    hear(MADE + 5000, 3);
    hear(MADE + 5001, 2);

    assertThat(silent(MADE + 24_999)).containsExactly(1);
    assertThat(silent(MADE + 25_000)).containsExactly(1, 3);
    assertThat(silent(MADE + 25_001)).containsExactly(1, 2, 3);
  }

  /** A token records the second in which it was issued, not the millisecond. */
  @Test
  void a_session_has_the_whole_timeout_from_the_end_of_the_second_in_which_it_was_made() {
    assertThat(silent(MADE + 20_999)).isEmpty();
    assertThat(silent(MADE + 21_000)).containsExactly(1, 2, 3);
  }

  @Test
  void a_later_heartbeat_counts_and_not_an_earlier_one() {
    hear(MADE + 1000, 1, 2, 3);
    hear(MADE + 30_000, 1);

    assertThat(silent(MADE + 49_999)).containsExactly(2, 3);
  }

  @Test
  void everybody_has_one_timeout_of_grace_after_a_new_start() {
    hear(MADE + 1, 1, 2, 3);
    heartbeats.restart(MADE + 100_000);

    assertThat(silent(MADE + 119_999)).isEmpty();
    assertThat(silent(MADE + 120_000)).containsExactly(1, 2, 3);
  }

  @Test
  void a_token_that_has_expired_is_not_silence() {
    assertThat(silent(2_000_999)).containsExactly(1, 2, 3);
    assertThat(silent(2_001_000)).isEmpty();
  }

  @Test
  void who_is_not_inside_is_neither_heard_nor_found() {
    sessions.end(1);
    hear(MADE, 1, 9);

    assertThat(silent(MADE + 60_000)).containsExactly(2, 3);
  }

  /** The clocks differ by a minute: the wall clock was set back. */
  @Test
  void each_moment_is_compared_by_its_own_clock() {
    hear(MADE + 60_000, 1);
    sessions.grant(new SessionTerms("issuer", "key", 1000, 2000), new long[] {4});

    assertThat(heartbeats.silent(MADE + 79_999, MADE + 19_999, TIMEOUT, sessions)).isEmpty();
    assertThat(heartbeats.silent(MADE + 80_000, MADE + 20_000, TIMEOUT, sessions)).isEmpty();
    assertThat(heartbeats.silent(MADE + 81_000, MADE + 21_000, TIMEOUT, sessions))
        .containsExactly(1, 2, 3, 4);
  }

  private void hear(long atMillis, long... positions) {
    heartbeats.heard(Roaring64Bitmap.bitmapOf(positions), sessions, atMillis);
  }

  private long[] silent(long atMillis) {
    return heartbeats.silent(atMillis, atMillis, TIMEOUT, sessions);
  }
}
