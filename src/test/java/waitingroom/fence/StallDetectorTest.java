package waitingroom.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StallDetectorTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean alone = new AtomicBoolean();
  private final StallDetector stallDetector =
      new StallDetector(nanos::get, Duration.ofSeconds(8), alone::get);

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void a_short_pause_does_no_harm() {
    pass(7);
    assertThat(stallDetector.getAsBoolean()).isFalse();
    assertThat(stallDetector.alive()).isTrue();
    pass(7);
    assertThat(stallDetector.getAsBoolean()).isFalse();
  }

  /** The first check after the pause notices it, and it is permanent. */
  @Test
  void a_node_that_stood_still_for_long_is_overtaken_for_good() {
    pass(9);
    assertThat(stallDetector.getAsBoolean()).isTrue();
    assertThat(stallDetector.alive()).isFalse();
    assertThat(stallDetector.getAsBoolean()).isTrue();
  }

  @Test
  void a_node_alone_has_nobody_to_overtake_it() {
    alone.set(true);
    pass(3600);
    assertThat(stallDetector.getAsBoolean()).isFalse();
    assertThat(stallDetector.alive()).isTrue();
    alone.set(false);
    assertThat(stallDetector.getAsBoolean()).isFalse();
  }
}
