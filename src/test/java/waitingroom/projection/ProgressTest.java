package waitingroom.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import waitingroom.room.RoomId;

class ProgressTest {
  private final AtomicLong revision = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong(1);
  private final Progress progress =
      new Progress("tokens", new RoomId("Sample"), revision::get, nanos::get);

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void the_lag_is_the_age_of_the_oldest_pending_event() {
    progress.reached(0);
    revision.set(5);
    progress.look();
    pass(2);
    revision.set(9);
    progress.look();
    pass(1);
    assertThat(progress.lagEvents()).isEqualTo(9);
    assertThat(progress.lagSeconds()).isEqualTo(3);
    progress.reached(5);
    assertThat(progress.lagEvents()).isEqualTo(4);
    assertThat(progress.lagSeconds()).isEqualTo(1);
    progress.reached(9);
    assertThat(progress.lagEvents()).isZero();
    assertThat(progress.lagSeconds()).isZero();
  }

  @Test
  void it_is_idle_from_the_time_it_caught_up() {
    assertThat(progress.idleNanos()).isNegative();
    progress.reached(3);
    revision.set(3);
    pass(7);
    assertThat(progress.idleNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(7));
    revision.set(4);
    assertThat(progress.idleNanos()).isNegative();
  }

  @Test
  void a_failure_names_its_event_until_the_event_is_done() {
    progress.reached(3);
    progress.failed(
        new CompletionException(new StoppedAtEvent(5, new IllegalStateException("it is spoilt"))));
    assertThat(progress.failure()).contains(new Progress.Failure(5, "it is spoilt"));
    progress.reached(4);
    assertThat(progress.failure()).isPresent();
    progress.reached(5);
    assertThat(progress.failure()).isEmpty();
  }

  @Test
  void a_failure_without_an_event_names_the_next_one() {
    progress.reached(3);
    progress.failed(new IllegalStateException("no database"));
    assertThat(progress.failure()).contains(new Progress.Failure(4, "no database"));
  }

  @Test
  void a_stalled_projection_is_not_idle() {
    progress.reached(3);
    revision.set(3);
    progress.failed(new IllegalStateException("no database"));
    assertThat(progress.idleNanos()).isNegative();
  }
}
