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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Parts 3.3 and 3.4 of the contract: each position expires once. With deviations 8 and 9. */
@OnNode(Profile.EXPIRY)
class ExpirySweepIT {
  private static TestNode node;
  private static ExpiryClock time;

  @BeforeAll
  static void start(TestNode shared, TestClock clock) {
    node = shared;
    time = new ExpiryClock(clock);
  }

  @Test
  void deviation_9_expired_positions_leave_waiting_num_without_the_increment_too() {
    TestRoom room = node.newRoom(NO_INCREMENT);
    List<String> ids = room.join(5);
    room.serve(3);
    room.token(ids.get(1));
    time.sweepAfter(room, 100);
    counters(room, 3, 2, 2);
    Expect.json(
        node.visitor().get("/waiting_num" + room.query()),
        200,
        "{\"waiting_num\": 2}",
        "public, max-age=2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void positions_that_expire_one_by_one_in_an_open_window_are_counted_once(boolean increment) {
    TestRoom room = node.newRoom(increment ? INCREMENT : NO_INCREMENT);
    room.serve(50);
    room.join();
    time.sweepAfter(room, 50);
    room.join();
    time.sweepAfter(room, 10);
    room.join();
    int[][] secondsThenExpired = {{40, 1}, {49, 1}, {2, 2}, {8, 2}, {2, 3}, {100, 3}, {500, 3}};
    for (int[] step : secondsThenExpired) {
      time.sweepAfter(room, step[0]);
      counters(room, 50 + (increment ? step[1] : 0), step[1], 3 - step[1]);
    }
  }

  @Test
  void windows_that_expire_in_one_sweep_are_made_good_for_one_by_one() {
    TestRoom room = node.newRoom(INCREMENT);
    room.join(10);
    room.serve(3);
    room.serve(3);
    time.sweepAfter(room, 100);
    counters(room, 12, 6, 4);
    time.sweepAfter(room, 50);
    room.join(2);
    time.sweepAfter(room, 50);
    counters(room, 15, 9, 3);
    time.sweepAfter(room, 49);
    counters(room, 15, 9, 3);
    time.passOneSecond();
    time.sweepWithinTheSecond(room);
    counters(room, 18, 12, 0);
  }

  @Test
  void a_position_is_not_counted_again_when_the_counter_comes_back_to_it() {
    TestRoom room = node.newRoom(INCREMENT);
    String requestId = room.join(4).get(3);
    room.serve(4);
    time.sweepAfter(room, 100);
    counters(room, 8, 4, 0);
    room.serve(-6);
    room.serve(2);
    time.sweepAfter(room, 100);
    counters(room, 4, 4, 0);
    expired(room, requestId);
  }

  @Test
  void landing_on_a_position_again_restarts_the_clock() {
    TestRoom room = node.newRoom(NO_INCREMENT);
    String requestId = room.joinServed();
    time.sweepAfter(room, 60);
    room.serve(0);
    expiresIn(room, requestId, 100);
    time.sweepAfter(room, 99);
    counters(room, 1, 0, 1);
  }

  @Test
  void without_expiry_nothing_expires_and_who_switches_it_on_gives_everybody_the_whole_period() {
    TestRoom room = node.newRoom("{\"enable_queue_position_expiry\": false}");
    List<String> ids = room.join(4);
    room.serve(3);
    time.sweepAfter(room, 100_000);
    counters(room, 3, 0, 4);
    Expect.error(room.expiry(ids.get(0)), 202, "Queue position expiration not enabled");
    assertThat(room.token(ids.get(0)).status()).isEqualTo(200);

    room.configure(NO_INCREMENT);
    expiresIn(room, ids.get(1), 100);
    time.sweepAfter(room, 99);
    counters(room, 3, 0, 3);
    expiresIn(room, ids.get(1), 1);
    time.passOneSecond();
    time.sweepWithinTheSecond(room);
    counters(room, 3, 2, 1);
    room.serve(1);
    expiresIn(room, ids.get(3), 100);
  }

  @Test
  void after_a_reset_nobody_is_expired() {
    TestRoom room = node.newRoom(NO_INCREMENT);
    room.join(2);
    room.serve(2);
    time.sweepAfter(room, 100);
    room.reset();
    counters(room, 0, 0, 0);
    String requestId = room.joinServed();
    expiresIn(room, requestId, 100);
    time.sweepAfter(room, 99);
    assertThat(room.token(requestId).status()).isEqualTo(200);
  }
}
