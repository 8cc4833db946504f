package waitingroom.room.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import waitingroom.store.Unavailable;

/** The rest after a shared batch. */
class GroupCommitRestTest extends GroupCommitRoom {
  private static final Duration HOURS = Duration.ofHours(1);

  /** Answered when the rest has begun. */
  private CompletableFuture<String> inShared = new CompletableFuture<>();

  @Test
  void after_a_batch_that_was_shared_it_rests_until_the_next_is_full() throws Exception {
    var commit = commit(this::send, new GroupCommitLimits(3, 100, LONG, HOURS));
    Sent shared = shared(commit);

    var answer = submit(commit, 3);
    shared.answer();
    send(commit, 4);
    send(commit, 5);

    Sent full = next();
    assertThat(full.requests()).containsExactly(3, 4, 5);
    full.answer();
    assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("answer 3");
  }

  @Test
  void it_rests_until_enough_have_gathered() throws Exception {
    var commit = commit(this::send, new GroupCommitLimits(500, 1000, LONG, HOURS));
    shared(commit).answer();

    IntStream.range(0, GroupCommitLimits.ENOUGH).forEach(n -> send(commit, n));

    assertThat(next().requests()).hasSize(GroupCommitLimits.ENOUGH);
  }

  @Test
  void a_line_that_is_full_ends_the_rest() throws Exception {
    var commit = commit(this::send, new GroupCommitLimits(500, 2, LONG, HOURS));
    Sent shared = shared(commit);

    send(commit, 3);
    shared.answer();
    send(commit, 4);

    assertThat(next().requests()).containsExactly(3, 4);
  }

  @Test
  void who_waited_too_long_during_a_rest_is_not_sent() throws Exception {
    var commit = commit(this::send, new GroupCommitLimits(3, 100, LONG, Duration.ofSeconds(2)));
    shared(commit).answer();
    assertThat(inShared.get(5, TimeUnit.SECONDS)).isEqualTo("answer 1");

    var tooLate = submit(commit, 3, System.nanoTime() - LONG.toNanos());

    assertThat(failure(tooLate)).isInstanceOf(Unavailable.class);
    assertThat(room).isEmpty();
  }

  @Test
  void a_rest_ends_by_itself() throws Exception {
    var commit = commit(this::send, new GroupCommitLimits(3, 100, LONG, Duration.ofMillis(100)));
    shared(commit).answer();

    send(commit, 3);
    assertThat(next().requests()).containsExactly(3);
  }

  @Test
  void who_comes_alone_waits_for_nothing_until_it_is_tried_whether_more_would_come()
      throws Exception {
    var commit = commit(this::send, new GroupCommitLimits(3, 100, LONG, HOURS));
    for (int n = 1; n <= GroupCommitLimits.TRY_AFTER; n++) {
      var answer = submit(commit, n);
      next().answer();
      assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("answer " + n);
    }
    send(commit, 100);
    send(commit, 101);
    send(commit, 102);
    assertThat(next().requests()).containsExactly(100, 101, 102);
  }

  @Test
  void it_rests_after_a_shared_batch_and_after_one_in_sixteen_that_was_not() {
    GroupCommitLimits limits = new GroupCommitLimits(3, 100, LONG, HOURS);
    assertThat(IntStream.rangeClosed(0, 33).filter(n -> !limits.restAfter(n).isZero()))
        .containsExactly(0, 16, 32);
    assertThat(limits.restAfter(0)).isEqualTo(HOURS);
    assertThat(new GroupCommitLimits(3, 100, LONG, Duration.ZERO).restAfter(0)).isZero();
  }

  /** A batch of two, under way: after it a rest is due. */
  private Sent shared(CommitDoor<Integer, String> commit) throws InterruptedException {
    send(commit, 0);
    Sent alone = next();
    inShared = submit(commit, 1);
    send(commit, 2);
    alone.answer();
    Sent shared = next();
    assertThat(shared.requests()).containsExactly(1, 2);
    return shared;
  }
}
