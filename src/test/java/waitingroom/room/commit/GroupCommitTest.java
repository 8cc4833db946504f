package waitingroom.room.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import waitingroom.store.Unavailable;

/** Time and order in which requests leave, and their fate while the room is away. */
class GroupCommitTest extends GroupCommitRoom {
  @Test
  void an_idle_commit_sends_at_once_and_a_busy_one_gathers_the_next_batch() throws Exception {
    var commit = commit(this::send, 3, 100, LONG);
    var answers = new ArrayList<>(List.of(submit(commit, 0)));
    Sent first = next();
    IntStream.range(1, 6).forEach(i -> answers.add(submit(commit, i)));

    assertThat(first.requests()).containsExactly(0);
    assertThat(room).isEmpty();
    first.answer();
    Sent second = next();
    assertThat(second.requests()).containsExactly(1, 2, 3);
    assertThat(room).isEmpty();
    second.answer();
    Sent third = next();
    assertThat(third.requests()).containsExactly(4, 5);
    third.answer();

    for (int i = 0; i < 6; i++) {
      assertThat(answers.get(i).get(5, TimeUnit.SECONDS)).isEqualTo("answer " + i);
    }
    assertThat(List.of(first.number(), second.number(), third.number()))
        .containsExactly(1L, 2L, 3L);
    assertThat(meters.get("size").summary().max()).isEqualTo(3);
  }

  @Test
  void the_requests_of_a_batch_are_answered_in_their_order() throws Exception {
    var commit = commit(this::send, 50, 100, LONG);
    CompletableFuture<Boolean> first = submit(commit, 0).thenApply(answer -> answered.add(0));
    Sent alone = next();
    List<CompletableFuture<Boolean>> noted =
        IntStream.range(1, 51)
            .mapToObj(i -> submit(commit, i).thenApply(answer -> answered.add(i)))
            .toList();
    alone.answer();
    assertThat(first.get(5, TimeUnit.SECONDS)).isTrue();
    next().answer();
    assertThat(noted).hasSize(50);

    for (int i = 0; i < 51; i++) {
      assertThat(answered.poll(5, TimeUnit.SECONDS)).isEqualTo(i);
    }
  }

  @Test
  void a_batch_that_failed_is_sent_again_unchanged_and_the_line_waits() throws Exception {
    var commit = commit(this::send, 10, 100, LONG);
    var answer = submit(commit, 0);
    Sent first = next();
    send(commit, 1);
    first.fail();

    Sent again = next();
    assertThat(again.number()).isEqualTo(first.number());
    assertThat(again.requests()).isEqualTo(first.requests());
    again.answer();

    assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("answer 0");
    assertThat(next().requests()).containsExactly(1);
  }

  /** Sharding fails like this while the system stops: without a pause the actor would spin. */
  @Test
  void a_room_that_cannot_be_reached_is_not_asked_without_a_pause() throws Exception {
    var commit =
        commit(
            (ofRoom, number, attempt, requests) -> {
              room.add(new Sent(number, requests, new CompletableFuture<>()));
              throw new IllegalStateException("There is no room");
            },
            10,
            100,
            Duration.ofMillis(450));

    assertThat(failure(submit(commit, 0))).isInstanceOf(Unavailable.class);
    assertThat(room).hasSizeBetween(2, 6);

    assertThat(failure(submit(commit, 1))).isInstanceOf(Unavailable.class);
  }

  @Test
  void past_the_deadline_the_batch_and_those_who_waited_as_long_fail_as_unavailable()
      throws Exception {
    Duration deadline = Duration.ofMillis(300);
    var commit = commit(this::send, 1, 100, deadline);
    long old = System.nanoTime() - deadline.toNanos();
    var givenUp = submit(commit, 0, old);
    var waitedAsLong = submit(commit, 1, old);
    var fresh = submit(commit, 2, System.nanoTime() + LONG.toNanos());

    next().fail();

    assertThat(failure(givenUp)).isInstanceOf(Unavailable.class);
    assertThat(failure(waitedAsLong)).isInstanceOf(Unavailable.class);
    Sent second = next();
    assertThat(second.requests()).containsExactly(2);
    assertThat(second.number()).isEqualTo(2);
    second.answer();
    assertThat(fresh.get(5, TimeUnit.SECONDS)).isEqualTo("answer 2");
  }

  /** Nothing fails here: each batch is answered, only too slowly for the line behind it. */
  @Test
  void who_waited_for_the_deadline_in_line_fails_although_batches_succeed() throws Exception {
    var commit = commit(this::send, 1, 100, LONG);
    long tooLongAgo = System.nanoTime() - LONG.toNanos();
    var served = submit(commit, 0);
    var late = submit(commit, 1, tooLongAgo);
    var later = submit(commit, 2, tooLongAgo);
    var inTime = submit(commit, 3);

    next().answer();

    assertThat(served.get(5, TimeUnit.SECONDS)).isEqualTo("answer 0");
    assertThat(failure(late)).isInstanceOf(Unavailable.class);
    assertThat(failure(later)).isInstanceOf(Unavailable.class);
    Sent second = next();
    assertThat(second.requests()).containsExactly(3);
    second.answer();
    assertThat(inTime.get(5, TimeUnit.SECONDS)).isEqualTo("answer 3");
  }

  @Test
  void a_full_line_fails_at_once_and_those_in_it_are_served() throws Exception {
    var commit = commit(this::send, 10, 2, LONG);
    send(commit, 0);
    Sent first = next();
    var second = submit(commit, 1);
    send(commit, 2);

    assertThat(failure(submit(commit, 3))).isInstanceOf(Unavailable.class);

    first.answer();
    Sent next = next();
    assertThat(next.requests()).containsExactly(1, 2);
    next.answer();
    assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo("answer 1");
  }
}
