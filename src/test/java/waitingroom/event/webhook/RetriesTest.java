package waitingroom.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pauses between attempts. */
class RetriesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private final Retries retries = new Retries(Duration.ofSeconds(1), Duration.ofMinutes(10));

  @Property(tries = 200)
  void a_pause_doubles_up_to_the_maximum_less_at_most_a_half(
      @ForAll @IntRange(min = 1, max = 1_000_000) int failures, @ForAll long seed) {
    long whole = failures > 10 ? 600_000 : Math.min(600_000, 1000L << (failures - 1));

    assertThat(retries.pause(failures, new Random(seed)).toMillis()).isBetween(whole / 2, whole);
  }

  @Test
  void pauses_differ_so_that_deliveries_that_failed_together_spread_out() {
    Random random = new Random(1);

    assertThat(retries.pause(5, random)).isNotEqualTo(retries.pause(5, random));
  }

  @Test
  void retry_after_is_seconds_or_a_date() {
    assertThat(RetryAfter.parse("121", NOW)).contains(Duration.ofSeconds(121));
    assertThat(RetryAfter.parse(" 0 ", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("Mon, 23 Nov 2026 10:01:30 GMT", NOW))
        .contains(Duration.ofSeconds(90));
    assertThat(RetryAfter.parse("Mon, 23 Nov 2026 09:00:00 GMT", NOW)).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999", "2026-11-23T10:00:00Z"})
  void any_other_retry_after_is_ignored(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEmpty();
  }
}
