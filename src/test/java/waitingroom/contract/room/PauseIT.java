package waitingroom.contract.room;

import static org.assertj.core.api.Assertions.assertThat;
import static waitingroom.contract.token.ExpiryClock.counters;
import static waitingroom.contract.token.ExpiryClock.expired;
import static waitingroom.contract.token.ExpiryClock.expiresIn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.contract.Expect;
import waitingroom.contract.token.ExpiryClock;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** A line that is paused, sent back to wait, or full. */
@OnNode(Profile.EXPIRY)
class PauseIT {
  private static final String RUNNING =
      "{\"queue_position_expiry_period\": 100, \"paused\": false}";
  private static final String PAUSED = "{\"queue_position_expiry_period\": 100, \"paused\": true}";
  private static final String FULL = "The waiting room is full: come back later";
  private static final String NOT_YET = "Request ID not being served yet";
  private static TestNode node;
  private static ExpiryClock time;

  @BeforeAll
  static void start(TestNode shared, TestClock clock) {
    node = shared;
    time = new ExpiryClock(clock);
  }

  // paused

  @Test
  void a_paused_room_holds_first_tokens_and_hands_out_those_that_are_there() {
    TestRoom room = node.newRoom(RUNNING);
    List<String> ids = room.join(3);
    room.serve(2);
    String token = room.token(ids.get(0)).text();

    room.configure(PAUSED);
    assertThat(room.token(ids.get(0)).text()).isEqualTo(token);
    Expect.error(room.token(ids.get(1)), 202, "Waiting room is paused");
    Expect.error(room.operatorToken(ids.get(1), ""), 202, "Waiting room is paused");
    Expect.error(room.expiry(ids.get(1)), 202, "Waiting room is paused");
    Expect.error(room.token(ids.get(2)), 202, NOT_YET);
    Expect.error(room.expiry(ids.get(2)), 202, NOT_YET);
    assertThat(room.counter("token_counter")).isEqualTo(1);

    room.configure(RUNNING);
    assertThat(room.token(ids.get(1)).status()).isEqualTo(200);
  }

  @Test
  void places_are_kept_and_the_line_grows_behind_them() {
    TestRoom room = node.newRoom(RUNNING);
    List<String> ids = room.join(2);
    room.configure(PAUSED);
    assertThat(room.position(room.join())).isEqualTo(3);
    assertThat(room.position(ids.get(1))).isEqualTo(2);
    room.serve(2);
    Expect.error(room.token(ids.get(1)), 202, "Waiting room is paused");
    room.configure(RUNNING);
    assertThat(room.token(ids.get(1)).status()).isEqualTo(200);
    counters(room, 2, 0, 2);
  }

  @Test
  void nothing_expires_in_a_pause_and_the_clock_of_the_served_starts_anew_after_it() {
    TestRoom room = node.newRoom(RUNNING);
    List<String> ids = room.join(2);
    room.serve(2);
    time.sweepAfter(room, 99);
    room.configure(PAUSED);
    time.sweepAfter(room, 5000);
    counters(room, 2, 0, 2);

    room.configure(RUNNING);
    expiresIn(room, ids.get(0), 100);
    time.sweepAfter(room, 99);
    counters(room, 2, 0, 2);
    assertThat(room.token(ids.get(0)).status()).isEqualTo(200);
    time.sweepAfter(room, 2);
    counters(room, 2, 1, 0);
    expired(room, ids.get(1));
  }

  @Test
  void who_was_given_up_before_the_pause_stays_so() {
    TestRoom room = node.newRoom(RUNNING);
    String requestId = room.joinServed();
    time.sweepAfter(room, 100);
    room.configure(PAUSED);
    expired(room, requestId);
    room.configure(RUNNING);
    expired(room, requestId);
  }

  @Test
  void a_paused_inlet_lets_nobody_in_although_there_is_a_place() {
    String inlet = "\"inlet\": {\"strategy\": \"capacity\", \"total_active_users\": 2}";
    TestRoom room = node.newRoom("{\"paused\": true, " + inlet + "}");
    String requestId = room.join();
    Expect.error(room.token(requestId), 202, NOT_YET);
    room.awaitSweep();
    counters(room, 0, 0, 1);
    room.configure("{" + inlet + "}");
    assertThat(room.token(requestId).status()).isEqualTo(200);
  }

  // queue_all

  @Test
  void queue_all_takes_back_what_was_served_ahead_and_lets_an_operator_serve_who_is_there() {
    TestRoom room = node.newRoom();
    List<String> ids = room.join(2);
    room.serve(100);
    room.token(ids.get(0));
    room.configure("{\"queue_all\": true}");
    counters(room, 2, 0, 1);
    String later = room.join();
    Expect.error(room.token(later), 202, NOT_YET);
    assertThat(room.token(ids.get(1)).status()).isEqualTo(200);
    room.serve(100);
    counters(room, 3, 0, 1);
    assertThat(room.token(later).status()).isEqualTo(200);
    Expect.error(room.token(room.join()), 202, NOT_YET);
  }

  @Test
  void queue_all_lets_nobody_walk_through_although_there_is_a_place() {
    String inlet = "\"inlet\": {\"strategy\": \"capacity\", \"total_active_users\": 5}";
    TestRoom room = node.newRoom("{" + inlet + "}");
    String inside = room.join();
    assertThat(room.token(inside).status()).isEqualTo(200);
    room.configure("{\"queue_all\": true, " + inlet + "}");
    String waiting = room.join();
    room.awaitSweep();
    Expect.error(room.token(waiting), 202, NOT_YET);
    assertThat(room.token(inside).status()).isEqualTo(200);
    room.configure("{" + inlet + "}");
    assertThat(room.token(waiting).status()).isEqualTo(200);
  }

  // max_queue_length

  @Test
  void a_line_that_is_full_refuses_until_somebody_has_fetched_a_token() {
    TestRoom room = node.newRoom("{\"max_queue_length\": 2}");
    List<String> ids = room.join(2);
    refused(room);
    room.serve(1);
    refused(room);
    assertThat(room.token(ids.get(0)).status()).isEqualTo(200);
    assertThat(room.position(room.join())).isEqualTo(3);
    refused(room);
    counters(room, 1, 0, 2);
  }

  @Test
  void a_position_that_is_given_up_makes_room() {
    TestRoom room =
        node.newRoom("{\"max_queue_length\": 1, \"queue_position_expiry_period\": 100}");
    room.joinServed();
    refused(room);
    time.sweepAfter(room, 100);
    assertThat(room.position(room.join())).isEqualTo(2);
  }

  @Test
  void a_line_that_is_made_shorter_keeps_who_is_in_it() {
    TestRoom room = node.newRoom();
    List<String> ids = room.join(3);
    room.configure("{\"max_queue_length\": 1}");
    refused(room);
    room.serve(3);
    for (String requestId : ids) {
      assertThat(room.token(requestId).status()).isEqualTo(200);
    }
    assertThat(room.position(room.join())).isEqualTo(4);
  }

  @Test
  void of_a_crowd_that_comes_at_once_exactly_as_many_get_in_line_as_fit() {
    TestRoom room = node.newRoom("{\"max_queue_length\": 17}");
    List<CompletableFuture<Answer>> joins =
        IntStream.range(0, 60)
            .mapToObj(i -> node.visitor().postAsync("/assign_queue_num", room.body("")))
            .toList();
    List<Integer> positions = new ArrayList<>();
    for (CompletableFuture<Answer> join : joins) {
      if (join.join().status() == 200) {
        positions.add(room.position(join.join().json().get("api_request_id").textValue()));
      } else {
        Expect.error(join.join(), 429, FULL);
      }
    }
    assertThat(positions)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 17).boxed().toList());
    counters(room, 0, 0, 17);
  }

  private static void refused(TestRoom room) {
    Answer answer = node.visitor().post("/assign_queue_num", room.body(""));
    Expect.error(answer, 429, FULL);
    assertThat(answer.header("Retry-After")).contains("30");
  }
}
