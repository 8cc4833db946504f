package waitingroom.contract.token;

import static org.assertj.core.api.Assertions.assertThat;
import static waitingroom.contract.token.ExpiryClock.INCREMENT;
import static waitingroom.contract.token.ExpiryClock.NO_INCREMENT;
import static waitingroom.contract.token.ExpiryClock.counters;
import static waitingroom.contract.token.ExpiryClock.expired;
import static waitingroom.contract.token.ExpiryClock.expiresIn;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Parts 1.7 and 3.5 of the contract: expiry of served positions whose visitors do not come. */
@OnNode(Profile.EXPIRY)
class PositionExpiryIT {
  private static TestNode node;
  private static ExpiryClock time;

  @BeforeAll
  static void start(TestNode shared, TestClock clock) {
    node = shared;
    time = new ExpiryClock(clock);
  }

  // 3.5

  @Test
  void golden_vector_a() {
    TestRoom room = node.newRoom(INCREMENT);
    List<String> ids = room.join(10);
    time.sweepAfter(room, 5);
    room.serve(4);
    time.passOneSecond();
    String token = room.token(ids.get(0)).text();
    assertThat(room.token(ids.get(1)).status()).isEqualTo(200);
    Expect.error(room.token(ids.get(4)), 202, "Request ID not being served yet");
    expiresIn(room, ids.get(2), 99);

    time.sweepAfter(room, 98);
    counters(room, 4, 0, 8);
    expiresIn(room, ids.get(2), 1);

    time.passOneSecond();
    expiresIn(room, ids.get(2), 0);
    time.sweepWithinTheSecond(room);
    counters(room, 6, 2, 6);
    expired(room, ids.get(2));
    expired(room, ids.get(3));
    assertThat(room.token(ids.get(0)).json().get("access_token"))
        .isEqualTo(Answer.parse(token).get("access_token"));
    assertThat(room.token(ids.get(4)).status()).isEqualTo(200);
    expiresIn(room, ids.get(5), 100);

    time.sweepAfter(room, 100);
    counters(room, 7, 3, 4);
    time.sweepAfter(room, 100);
    counters(room, 8, 4, 3);
  }

  @Test
  void golden_vector_b_with_deviation_8_sweeps_an_open_window_and_serves_who_comes_later() {
    TestRoom room = node.newRoom(INCREMENT);
    List<String> ids = room.join(3);
    room.serve(100);
    time.sweepAfter(room, 500);
    counters(room, 103, 3, 0);
    ids.forEach(requestId -> expired(room, requestId));
    String later = room.join();
    expiresIn(room, later, 100);
    assertThat(room.token(later).status()).isEqualTo(200);
    counters(room, 103, 3, 0);
  }

  @Test
  void golden_vector_c_cannot_arise_because_a_wrong_event_takes_no_position() {
    TestRoom room = node.newRoom(INCREMENT);
    String first = room.join();
    Expect.error(
        node.visitor().post("/assign_queue_num", "{\"event_id\": \"Nobody\"}"),
        400,
        "Invalid event ID");
    String second = room.join();
    assertThat(room.position(second)).isEqualTo(2);
    counters(room, 0, 0, 2);
    room.serve(2);
    time.sweepAfter(room, 500);
    counters(room, 4, 2, 0);
    expired(room, first);
    expired(room, second);
  }

  // 1.7

  @Test
  void the_checks_of_queue_pos_expiry_have_their_order() {
    TestRoom without = node.newRoom("{\"enable_queue_position_expiry\": false}");
    Expect.error(without.expiry("nobody"), 400, "Invalid event or request ID");
    Expect.error(without.expiry(TestRoom.UNKNOWN_ID), 202, "Queue position expiration not enabled");

    TestRoom room = node.newRoom(NO_INCREMENT);
    List<String> ids = room.join(2);
    Expect.error(room.expiry(TestRoom.UNKNOWN_ID), 404, "Invalid request ID");
    Expect.error(room.expiry(ids.get(0)), 202, "Request ID not being served yet");
    room.serve(2);
    expiresIn(room, ids.get(0), 100);
    time.sweepAfter(room, 100);
    Expect.error(room.expiry(ids.get(1)), 410, "Queue position has expired");
    room.serve(-1);
    Expect.error(room.expiry(ids.get(1)), 202, "Request ID not being served yet");
    Expect.error(room.expiry(ids.get(0)), 410, "Queue position has expired");
  }

  @Test
  void a_position_that_is_as_old_as_the_period_still_gets_its_token() {
    TestRoom room = node.newRoom(NO_INCREMENT);
    String requestId = room.joinServed();
    time.sweepAfter(room, 99);
    time.passOneSecond();
    expiresIn(room, requestId, 0);
    assertThat(room.token(requestId).status()).isEqualTo(200);
    assertThat(room.counter("expired_queue_counter")).isZero();
  }

  @Test
  void an_older_one_does_not_although_its_window_is_swept_only_when_its_last_one_is_due() {
    TestRoom room = node.newRoom(NO_INCREMENT);
    String early = room.join();
    room.serve(2);
    time.sweepAfter(room, 50);
    String late = room.join();
    time.sweepAfter(room, 51);
    expired(room, early);
    counters(room, 2, 0, 2);
    expiresIn(room, late, 49);
    time.sweepAfter(room, 49);
    counters(room, 2, 2, 0);
  }

  @Test
  void the_clock_of_a_position_starts_when_it_is_both_in_line_and_served() {
    TestRoom room = node.newRoom(NO_INCREMENT);
    String first = room.join();
    time.sweepAfter(room, 1000);
    room.serve(10);
    expiresIn(room, first, 100);
    time.sweepAfter(room, 30);
    expiresIn(room, first, 70);
    expiresIn(room, room.join(), 100);
  }

  @Test
  void who_holds_a_token_keeps_it_when_the_position_has_expired() {
    TestRoom room = node.newRoom(NO_INCREMENT);
    String requestId = room.joinServed();
    String token = room.token(requestId).json().get("access_token").textValue();
    time.sweepAfter(room, 200);
    Expect.error(room.expiry(requestId), 410, "Queue position has expired");
    assertThat(room.token(requestId).json().get("access_token").textValue()).isEqualTo(token);
    assertThat(room.counter("expired_queue_counter")).isZero();
    assertThat(room.counter("active_tokens")).isEqualTo(1);
  }
}
