package waitingroom.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean alone = new AtomicBoolean();
  private final Standstill standstill =
      new Standstill(nanos::get, Duration.ofSeconds(8), alone::get);

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void a_short_pause_does_no_harm() {
    pass(7);
    assertThat(standstill.getAsBoolean()).isFalse();
    assertThat(standstill.alive()).isTrue();
    pass(7);
    assertThat(standstill.getAsBoolean()).isFalse();
  }

  /** Whoever asks first after the pause finds it, and it stays so. */
  @Test
  void a_node_that_stood_still_for_long_is_overtaken_for_good() {
    pass(9);
    assertThat(standstill.getAsBoolean()).isTrue();
    assertThat(standstill.alive()).isFalse();
    assertThat(standstill.getAsBoolean()).isTrue();
  }

  @Test
  void a_node_alone_has_nobody_to_overtake_it() {
    alone.set(true);
    pass(3600);
    assertThat(standstill.getAsBoolean()).isFalse();
    assertThat(standstill.alive()).isTrue();
    alone.set(false);
    assertThat(standstill.getAsBoolean()).isFalse();
  }
}
