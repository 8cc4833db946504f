package waitingroom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import waitingroom.chaos.Call.Increment;
import waitingroom.chaos.Call.Join;
import waitingroom.chaos.Call.Position;
import waitingroom.chaos.Call.Reset;
import waitingroom.chaos.Call.Serving;
import waitingroom.chaos.Call.Token;
import waitingroom.chaos.Call.When;

/** Violations that the checker must find, and lawful histories that it must accept. */
class HistoryCheckerTest {
  private final List<Call> calls = new ArrayList<>();
  private long now;

  /** Creates a call to node 1 after all others. */
  private When next(int status) {
    return next(1, status);
  }

  private When next(int node, int status) {
    now += 10;
    return new When(node, now, now + 5, status);
  }

  private void joined(String id, long position) {
    calls.add(new Join(next(200), id));
    calls.add(new Position(next(200), id, position));
  }

  private List<String> verdict() {
    return HistoryChecker.check(calls, 10, true);
  }

  @Test
  void a_good_history_has_no_violations() {
    joined("a", 1);
    joined("b", 2);
    calls.add(new Join(next(503), ""));
    calls.add(new Increment(next(200), 2, 2));
    calls.add(new Token(next(200), "a", "t1"));
    calls.add(new Token(next(2, 200), "a", "t1"));
    calls.add(new Serving(next(2, 200), 0));
    calls.add(new Serving(next(2, 200), 2));
    calls.add(new Increment(next(Call.NO_ANSWER), 3, 0));
    calls.add(new Serving(next(2, 200), 5));
    calls.add(new Reset(next(200)));
    calls.add(new Position(next(202), "a", 0));
    calls.add(new Token(next(400), "a", ""));
    joined("c", 1);

    assertThat(verdict()).isEmpty();
  }

  @Test
  void a_position_that_two_visitors_have_is_found() {
    joined("a", 1);
    joined("b", 1);
    assertThat(verdict()).containsExactly("a and b both have position 1");
  }

  @Test
  void a_position_that_changes_is_found() {
    joined("a", 1);
    calls.add(new Position(next(200), "a", 2));
    assertThat(verdict()).containsExactly("a was 1 and is 2");
  }

  @Test
  void a_request_id_that_is_given_twice_is_found() {
    joined("a", 1);
    calls.add(new Join(next(200), "a"));
    assertThat(verdict()).containsExactly("two joins were answered with the request id a");
  }

  @Test
  void a_join_that_the_room_does_not_know_is_found() {
    joined("a", 11);
    assertThat(verdict()).containsExactly("a was told position 11, the room has 10");
  }

  @Test
  void a_request_id_that_a_node_does_not_know_is_found() {
    joined("a", 1);
    calls.add(new Position(next(3, 202), "a", 0));
    assertThat(verdict())
        .containsExactly("node 3 does not know the place of a, whose join was answered");
  }

  @Test
  void other_bytes_for_the_same_request_id_are_found() {
    joined("a", 1);
    calls.add(new Increment(next(200), 1, 1));
    calls.add(new Token(next(200), "a", "t1"));
    calls.add(new Token(next(200), "a", "t2"));
    assertThat(verdict()).containsExactly("a has two tokens");
  }

  @Test
  void a_token_before_its_turn_is_found() {
    joined("a", 2);
    calls.add(new Increment(next(200), 1, 1));
    calls.add(new Token(next(200), "a", "t1"));
    calls.add(new Increment(next(200), 1, 2));
    assertThat(verdict()).containsExactly("a at 2 has a token, 1 may be served");
  }

  /** An increment without an answer may still have moved the counter. */
  @Test
  void a_token_after_an_increment_without_an_answer_is_in_turn() {
    joined("a", 1);
    calls.add(new Increment(next(Call.NO_ANSWER), 1, 0));
    calls.add(new Token(next(200), "a", "t1"));
    assertThat(verdict()).isEmpty();
  }

  @Test
  void an_inlet_may_move_the_line_where_it_is_on() {
    joined("a", 1);
    calls.add(new Token(next(200), "a", "t1"));
    assertThat(HistoryChecker.check(calls, 10, false)).isEmpty();
    assertThat(verdict()).hasSize(1);
  }

  @Test
  void a_serving_counter_that_goes_back_on_a_node_is_found() {
    calls.add(new Increment(next(200), 5, 5));
    calls.add(new Serving(next(2, 200), 5));
    calls.add(new Serving(next(2, 200), 4));
    calls.add(new Serving(next(3, 200), 4));
    assertThat(verdict()).containsExactly("node 2 showed 5 and later 4");
  }

  @Test
  void a_serving_counter_that_nobody_asked_for_is_found() {
    calls.add(new Serving(next(2, 200), 5));
    assertThat(verdict()).containsExactly("node 2 shows 5");
  }

  @Test
  void an_increment_that_was_forgotten_is_found() {
    calls.add(new Increment(next(200), 5, 5));
    calls.add(new Increment(next(2, 200), 5, 5));
    assertThat(verdict())
        .containsExactly("an increment was answered with 5 and a later one with 5");
  }

  @Test
  void calls_at_the_same_time_have_no_order() {
    calls.add(new Increment(new When(1, 0, 100, 200), 5, 10));
    calls.add(new Increment(new When(2, 10, 90, 200), 5, 5));
    calls.add(new Serving(new When(2, 200, 300, 200), 10));
    calls.add(new Serving(new When(2, 210, 290, 200), 5));
    assertThat(verdict()).isEmpty();
  }

  @Test
  void a_token_of_the_old_line_after_a_reset_is_found() {
    joined("a", 1);
    calls.add(new Increment(next(200), 1, 1));
    calls.add(new Reset(next(200)));
    calls.add(new Token(next(200), "a", "t1"));
    assertThat(verdict())
        .containsExactly("a has a token after the reset", "a at 1 has a token, 0 may be served");
  }

  @Test
  void a_line_that_does_not_begin_anew_after_a_reset_is_found() {
    joined("a", 1);
    calls.add(new Reset(next(200)));
    joined("b", 2);
    assertThat(verdict()).containsExactly("position 2 after the reset, and 1 joins");
  }

  @Test
  void a_join_that_is_refused_is_found() {
    calls.add(new Join(next(3, 400), ""));
    assertThat(verdict()).singleElement().asString().startsWith("node 3 refused Join");
  }

  @Test
  void a_token_that_is_refused_to_somebody_in_line_is_found() {
    joined("a", 1);
    calls.add(new Token(next(404), "a", ""));
    assertThat(verdict()).singleElement().asString().startsWith("node 1 refused Token");
  }

  /** A reset also resets the serving counter. */
  @Test
  void a_reset_that_leaves_the_serving_counter_is_found() {
    calls.add(new Increment(next(200), 5, 5));
    calls.add(new Reset(next(200)));
    calls.add(new Serving(next(2, 200), 5));
    assertThat(verdict()).containsExactly("node 2 shows 5");
  }

  @Test
  void a_place_that_outlives_a_reset_is_found() {
    joined("a", 1);
    calls.add(new Reset(next(200)));
    calls.add(new Position(next(200), "a", 1));
    assertThat(verdict()).containsExactly("a has a place after the reset");
  }
}
