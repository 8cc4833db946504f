package waitingroom.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IsolationTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean majority = new AtomicBoolean(true);
  private final AtomicBoolean downed = new AtomicBoolean();
  private final Isolation isolation =
      new Isolation(nanos::get, Duration.ofSeconds(2), majority::get, downed::get);

  /** Passes time in which the node runs. */
  private void run(int tenths) {
    for (int i = 0; i < tenths; i++) {
      stand(1);
    }
  }

  /** Passes time in which it stands still. */
  private void stand(int tenths) {
    nanos.addAndGet(Duration.ofMillis(100L * tenths).toNanos());
    isolation.look();
  }

  @Test
  void a_short_time_without_the_others_does_no_harm() {
    run(10);
    majority.set(false);
    run(19);
    majority.set(true);
    run(1);
    majority.set(false);
    run(19);
    assertThat(isolation.getAsBoolean()).isFalse();
  }

  @Test
  void a_long_time_without_the_others_is_for_good() {
    run(10);
    majority.set(false);
    run(21);
    assertThat(isolation.getAsBoolean()).isTrue();
    majority.set(true);
    run(50);
    assertThat(isolation.getAsBoolean()).isTrue();
  }

  /** Right after the pause all others look silent, because nobody has listened to them. */
  @Test
  void a_pause_alone_does_no_harm() {
    run(10);
    majority.set(false);
    stand(49);
    run(14);
    majority.set(true);
    run(10);
    assertThat(isolation.getAsBoolean()).isFalse();
  }

  @Test
  void a_pause_is_counted_when_the_others_stay_silent_after_it() {
    run(10);
    majority.set(false);
    stand(49);
    run(15);
    assertThat(isolation.getAsBoolean()).isTrue();
  }

  @Test
  void a_node_that_was_put_out_is_overtaken_at_once() {
    downed.set(true);
    run(1);
    assertThat(isolation.getAsBoolean()).isTrue();
  }
}
