package waitingroom.contract.inlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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

/** Inlet {@code periodic} (contract, part 5). */
@OnNode(Profile.SWEEPING)
class PeriodicInletIT {
  private static TestNode node;
  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock sharedClock) {
    node = shared;
    clock = sharedClock;
  }

  @Test
  void by_default_it_serves_ten_at_every_full_minute() {
    secondOfTheMinute(5);
    TestRoom room = node.newRoom(settings(""));
    servingAfter(room, 0, 0);
    servingAfter(room, 54, 0);
    servingAfter(room, 1, 10);
    servingAfter(room, 59, 10);
    servingAfter(room, 1, 20);
  }

  @Test
  void it_is_blind_so_that_later_visitors_walk_in() {
    TestRoom room = node.newRoom(settings(", \"increment_by\": 2, \"interval\": 10"));
    servingAfter(room, 10, 2);
    List<String> ids = room.join(3);
    assertThat(room.token(ids.get(0)).status()).isEqualTo(200);
    assertThat(room.token(ids.get(1)).status()).isEqualTo(200);
    Expect.error(room.token(ids.get(2)), 202, "Request ID not being served yet");
  }

  @Test
  void it_acts_after_its_start_and_before_its_end() {
    long now = clock.seconds();
    TestRoom room =
        node.newRoom(
            settings(
                ", \"increment_by\": 7, \"interval\": 1, \"start_time\": %d, \"end_time\": %d"
                    .formatted(now + 2, now + 5)));
    servingAfter(room, 1, 0);
    servingAfter(room, 1, 0);
    servingAfter(room, 1, 7);
    servingAfter(room, 1, 14);
    servingAfter(room, 1, 14);
    servingAfter(room, 100, 14);
  }

  @Test
  void intervals_without_the_room_looking_are_not_made_up_for() {
    TestRoom room = node.newRoom(settings(", \"increment_by\": 3, \"interval\": 10"));
    servingAfter(room, 1000, 3);
    servingAfter(room, 10, 6);
  }

  @Test
  void nothing_moves_while_the_alarm_is_on_and_it_goes_on_in_any_other_state() {
    alarm("ALARM");
    TestRoom room =
        node.newRoom(
            settings(", \"increment_by\": 3, \"interval\": 10, \"alarm\": \"shop is slow\""));
    servingAfter(room, 10, 0);
    servingAfter(room, 100, 0);
    alarm("OK");
    servingAfter(room, 10, 3);
    alarm("INSUFFICIENT_DATA");
    servingAfter(room, 10, 6);
    alarm("ALARM");
    servingAfter(room, 10, 6);
  }

  @Test
  void what_an_alarm_has_held_is_not_made_up_for() {
    secondOfTheMinute(5);
    alarm("ALARM");
    TestRoom room = node.newRoom(settings(", \"increment_by\": 3, \"alarm\": \"shop is slow\""));
    servingAfter(room, 600, 0);
    alarm("OK");
    servingAfter(room, 54, 0);
    servingAfter(room, 1, 3);
  }

  @Test
  void an_alarm_that_nobody_set_does_not_hold() {
    TestRoom room =
        node.newRoom(settings(", \"increment_by\": 3, \"interval\": 10, \"alarm\": \"nobody's\""));
    servingAfter(room, 10, 3);
  }

  @Test
  void a_pause_is_not_made_up_for() {
    String inlet = ", \"increment_by\": 3, \"interval\": 60";
    secondOfTheMinute(5);
    TestRoom room = node.newRoom("{\"paused\": true, " + settings(inlet).substring(1));
    servingAfter(room, 600, 0);
    room.configure(settings(inlet));
    servingAfter(room, 54, 0);
    servingAfter(room, 1, 3);
  }

  @Test
  void queue_all_holds_it_too() {
    TestRoom room =
        node.newRoom("{\"queue_all\": true, " + settings(", \"interval\": 10").substring(1));
    servingAfter(room, 10, 0);
  }

  @Test
  void another_interval_counts_from_the_change() {
    secondOfTheMinute(5);
    TestRoom room = node.newRoom(settings(", \"increment_by\": 3"));
    servingAfter(room, 55, 3);
    servingAfter(room, 32, 3);
    room.configure(settings(", \"increment_by\": 5, \"interval\": 10"));
    servingAfter(room, 7, 3);
    servingAfter(room, 1, 8);
    room.configure("{}");
    servingAfter(room, 600, 8);
  }

  @Test
  void an_operator_may_move_the_counter_too() {
    TestRoom room = node.newRoom(settings(", \"increment_by\": 3, \"interval\": 10"));
    room.serve(100);
    servingAfter(room, 10, 103);
    room.serve(-50);
    servingAfter(room, 10, 56);
  }

  private static String settings(String members) {
    return "{\"inlet\": {\"strategy\": \"periodic\"" + members + "}}";
  }

  private static void alarm(String state) {
    Answer answer =
        node.admin().send("PUT", "/alarms/shop%20is%20slow", "{\"state\": \"" + state + "\"}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private static void secondOfTheMinute(int second) {
    clock.advance(Duration.ofSeconds(60 + second - clock.seconds() % 60));
  }

  /** Asserts the serving counter after some seconds and a sweep. */
  private static void servingAfter(TestRoom room, int seconds, long serving) {
    clock.advance(Duration.ofSeconds(seconds));
    room.awaitSweep();
    assertThat(room.counter("serving_counter")).isEqualTo(serving);
  }
}
