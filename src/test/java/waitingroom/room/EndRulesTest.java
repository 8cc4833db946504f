package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waitingroom.room.RoomAnswer.Ended;
import waitingroom.room.RoomEvent.SessionsEnded;

class EndRulesTest {
  private final Sessions sessions = new Sessions();

  @BeforeEach
  void two_live_and_one_expired() {
    sessions.grant(new SessionTerms("i", "k", 0, 10), new long[] {1});
    sessions.expireBefore(11);
    sessions.grant(new SessionTerms("i", "k", 0, 20), new long[] {2, 3});
  }

  @Test
  void a_session_can_be_ended_also_after_its_token_expired() {
    Decision decision = decide(new SessionEnd(7, 3, true), new SessionEnd(7, 1, false));

    assertThat(decision.answer()).isEqualTo(new Ended(Arrays.asList(null, null)));
    assertThat(decision.events())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(new SessionsEnded(new long[] {3}, new long[] {1}, 5, 1L));
  }

  @Test
  void a_status_is_set_once_also_within_one_batch() {
    Decision decision = decide(new SessionEnd(7, 2, false), new SessionEnd(7, 2, true));

    assertThat(decision.answer())
        .isEqualTo(new Ended(Arrays.asList(null, Rejection.NO_OPEN_SESSION)));
    assertThat(decision.events())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(new SessionsEnded(new long[0], new long[] {2}, 5));
  }

  @Test
  void there_is_nothing_to_end_without_a_token_after_the_end_or_in_another_epoch() {
    sessions.end(3);

    Decision decision =
        decide(new SessionEnd(7, 4, true), new SessionEnd(7, 3, true), new SessionEnd(6, 2, true));

    assertThat(((Ended) decision.answer()).refusals()).containsOnly(Rejection.NO_OPEN_SESSION);
    assertThat(decision.events()).isEmpty();
  }

  @Test
  void a_batch_that_is_sent_again_is_done_and_not_done_twice() {
    sessions.end(3);

    Decision decision =
        new EndRules(7, sessions, true, 5)
            .decide(List.of(new SessionEnd(7, 3, true), new SessionEnd(7, 2, true)));

    assertThat(decision.answer()).isEqualTo(new Ended(Arrays.asList(null, null)));
    assertThat(decision.events())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(new SessionsEnded(new long[] {2}, new long[0], 5));
  }

  private Decision decide(SessionEnd... ends) {
    return new EndRules(7, sessions, false, 5).decide(List.of(ends));
  }
}
