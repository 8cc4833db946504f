package waitingroom.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The lease as the rest of the node sees it. */
class LeaseBoardTest {
  private static final Duration KEEP = Duration.ofSeconds(20);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final LeaseBoard board = new LeaseBoard(nanos::get);

  @Test
  void without_a_lease_a_node_is_not_ready_but_may_read() {
    assertThat(board.held()).isFalse();
    assertThat(board.closed()).isFalse();
    assertThat(board.missing()).isPresent();
  }

  @Test
  void a_lease_is_trusted_for_its_time_and_again_once_it_is_confirmed() {
    board.confirm(nanos.get(), KEEP);
    assertThat(board.missing()).isEmpty();

    nanos.addAndGet(KEEP.toNanos());
    assertThat(board.held()).isTrue();
    nanos.addAndGet(1);
    assertThat(board.held()).isFalse();
    assertThat(board.closed()).isTrue();
    assertThat(board.lost()).isFalse();
    assertThat(board.missing()).isPresent();

    board.confirm(nanos.get(), KEEP);
    assertThat(board.closed()).isFalse();
    assertThat(board.missing()).isEmpty();
  }

  @Test
  void an_earlier_confirmation_shortens_nothing() {
    board.confirm(nanos.get(), KEEP);
    board.confirm(nanos.get() - KEEP.toNanos(), KEEP);
    nanos.addAndGet(KEEP.toNanos());
    assertThat(board.held()).isTrue();
  }

  @Test
  void a_loss_is_permanent_and_says_why() {
    board.confirm(nanos.get(), KEEP);
    board.lose("another cluster has taken the keyspace");
    board.confirm(nanos.get(), KEEP);
    assertThat(board.lost()).isTrue();
    assertThat(board.closed()).isTrue();
    assertThat(board.held()).isFalse();
    assertThat(board.missing()).get().asString().contains("another cluster has taken");
  }

  @Test
  void a_member_of_a_second_cluster_sends_nothing() {
    board.doubt("another cluster has the lease of the keyspace", true);
    assertThat(board.closed()).isTrue();
    assertThat(board.missing()).get().asString().contains("another cluster");
  }
}
