package waitingroom.contract.inlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.contract.Expect;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Inlet {@code capacity}: it fills the site up to its limit, and never beyond. */
@OnNode(Profile.PLAIN)
class CapacityInletIT {
  private static final String NOT_YET = "Request ID not being served yet";
  private static TestNode node;
  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock sharedClock) {
    node = shared;
    clock = sharedClock;
  }

  @Test
  void with_a_place_free_a_visitor_walks_straight_through_and_then_it_stops_exactly() {
    TestRoom room = node.newRoom(users(3));
    for (int i = 0; i < 3; i++) {
      assertThat(room.token(room.join()).status()).isEqualTo(200);
    }
    String next = room.join();
    Expect.error(room.token(next), 202, NOT_YET);
    stays(room, 3);
  }

  @Test
  void who_was_let_in_and_has_no_token_yet_takes_a_place() {
    TestRoom room = node.newRoom(users(2));
    List<String> ids = room.join(4);
    stays(room, 2);
    assertThat(room.token(ids.get(1)).status()).isEqualTo(200);
    stays(room, 2);
    Expect.error(room.token(ids.get(2)), 202, NOT_YET);
  }

  @Test
  void a_session_that_ends_lets_the_next_one_in() {
    TestRoom room = node.newRoom(users(2));
    List<String> ids = room.join(5);
    room.token(ids.get(0));
    room.token(ids.get(1));
    room.end(ids.get(0), 1);
    assertThat(room.token(ids.get(2)).status()).isEqualTo(200);
    room.end(ids.get(1), -1);
    assertThat(room.token(ids.get(3)).status()).isEqualTo(200);
    Expect.error(room.token(ids.get(4)), 202, NOT_YET);
    stays(room, 4);
    assertThat(room.counter("active_tokens")).isEqualTo(2);
  }

  @Test
  void a_token_that_expires_lets_the_next_one_in() {
    TestRoom room = node.newRoom("{\"validity_period\": 60, " + users(1).substring(1));
    room.token(room.join());
    String next = room.join();
    clock.advance(Duration.ofSeconds(60));
    stays(room, 1);
    clock.advance(Duration.ofSeconds(1));
    Awaitility.await().until(() -> room.token(next).status() == 200);
    stays(room, 2);
  }

  @Test
  void a_position_that_expires_lets_the_next_one_in_without_waiting_for_the_minute() {
    TestRoom room = node.newRoom("{\"queue_position_expiry_period\": 5, " + users(2).substring(1));
    room.join(5);
    stays(room, 2);
    clock.advance(Duration.ofSeconds(5));
    becomes(room, 4);
    assertThat(room.counter("expired_queue_counter")).isEqualTo(2);
  }

  @Test
  void the_automatic_increment_does_not_add_to_it() {
    TestRoom room =
        node.newRoom(
            "{\"queue_position_expiry_period\": 5, \"incr_svc_on_queue_position_expiry\": true, "
                + users(2).substring(1));
    room.join(9);
    stays(room, 2);
    clock.advance(Duration.ofSeconds(5));
    becomes(room, 4);
  }

  @Test
  void nobody_else_moves_the_counter() {
    TestRoom room = node.newRoom(users(1));
    for (String by : List.of("1", "0", "-1")) {
      Expect.error(
          node.admin()
              .post("/api/increment_serving_counter", room.body(", \"increment_by\": " + by)),
          409,
          "The room's inlet keeps exact caps: change its settings to move the line");
    }
    stays(room, 0);
  }

  @Test
  void a_counter_beyond_the_end_of_the_line_is_taken_back_so_that_nobody_walks_past_the_cap() {
    TestRoom room = node.newRoom();
    List<String> ids = room.join(2);
    room.serve(100);
    room.token(ids.get(0));
    room.configure(users(3));
    stays(room, 2);
    assertThat(room.token(room.join()).status()).isEqualTo(200);
    String fourth = room.join();
    stays(room, 3);
    Expect.error(room.token(fourth), 202, NOT_YET);
    assertThat(room.token(ids.get(1)).status()).isEqualTo(200);
    room.end(ids.get(1), 1);
    assertThat(room.token(fourth).status()).isEqualTo(200);
  }

  @Test
  void a_counter_below_0_does_not_hold_the_line() {
    TestRoom room = node.newRoom();
    room.serve(-10);
    List<String> ids = room.join(3);
    room.configure(users(2));
    becomes(room, 2);
    assertThat(room.token(ids.get(1)).status()).isEqualTo(200);
  }

  @Test
  void those_inside_from_before_the_change_count() {
    TestRoom room = node.newRoom();
    List<String> ids = room.join(5);
    room.serve(4);
    ids.subList(0, 4).forEach(room::token);
    room.configure(users(3));
    stays(room, 4);
    room.end(ids.get(0), 1);
    stays(room, 4);
    room.end(ids.get(1), 1);
    assertThat(room.token(ids.get(4)).status()).isEqualTo(200);
  }

  @Test
  void a_cap_that_is_lowered_sends_nobody_away_and_holds_from_then_on() {
    TestRoom room = node.newRoom(users(5));
    List<String> ids = room.join(8);
    ids.subList(0, 5).forEach(room::token);
    room.configure(users(3));
    for (int i = 0; i < 5; i++) {
      assertThat(room.token(ids.get(i)).status()).isEqualTo(200);
    }
    room.end(ids.get(0), 1);
    room.end(ids.get(1), 1);
    stays(room, 5);
    room.end(ids.get(2), 1);
    assertThat(room.token(ids.get(5)).status()).isEqualTo(200);
    Expect.error(room.token(ids.get(6)), 202, NOT_YET);
    room.configure(users(5));
    becomes(room, 8);
  }

  @Test
  void admissions_are_spread_evenly_over_the_minute() {
    TestRoom room = node.newRoom(perMinute(6));
    room.join(20);
    stays(room, 1);
    for (int share = 0; share < 12; share++) {
      // A look may be a quarter of a second early, so that a late one loses nothing.
      clock.advance(Duration.ofMillis(9_700));
      stays(room, 1 + share);
      clock.advance(Duration.ofMillis(300));
      becomes(room, 2 + share);
    }
  }

  @Test
  void idle_time_builds_up_no_head_start() {
    TestRoom room = node.newRoom(perMinute(6));
    clock.advance(Duration.ofMinutes(10));
    room.join(10);
    stays(room, 1);
    clock.advance(Duration.ofSeconds(10));
    becomes(room, 2);
  }

  @Test
  void a_limit_that_is_changed_keeps_the_last_minute_exact() {
    TestRoom room = node.newRoom(perMinute(600));
    room.join(20);
    for (int i = 0; i < 4; i++) {
      clock.advance(Duration.ofMillis(100));
      room.awaitSweep();
    }
    long served = room.counter("serving_counter");
    assertThat(served).isBetween(4L, 8L);
    room.configure(perMinute(4));
    stays(room, served);
    clock.advance(Duration.ofSeconds(59));
    stays(room, served);
    clock.advance(Duration.ofSeconds(2));
    becomes(room, served + 1);
  }

  @Test
  void both_caps_hold_at_once() {
    TestRoom room =
        node.newRoom(
            """
            {"inlet": {"strategy": "capacity", "total_active_users": 2,
             "new_users_per_minute": 60}}""");
    room.join(5);
    stays(room, 1);
    clock.advance(Duration.ofSeconds(1));
    becomes(room, 2);
    clock.advance(Duration.ofSeconds(10));
    stays(room, 2);
  }

  @Test
  void back_to_manual_an_operator_goes_on_from_there() {
    TestRoom room = node.newRoom(users(1));
    room.join(3);
    stays(room, 1);
    room.configure("{}");
    room.serve(5);
    stays(room, 6);
  }

  private static String users(int count) {
    return "{\"inlet\": {\"strategy\": \"capacity\", \"total_active_users\": " + count + "}}";
  }

  private static String perMinute(int count) {
    return "{\"inlet\": {\"strategy\": \"capacity\", \"new_users_per_minute\": " + count + "}}";
  }

  /** Asserts that the counter keeps this value after a look of the inlet. */
  private static void stays(TestRoom room, long serving) {
    if (!room.document().json().at("/settings/inlet/strategy").asText().equals("manual")) {
      room.awaitSweep();
    }
    assertThat(room.counter("serving_counter")).isEqualTo(serving);
  }

  /** Waits until the counter has this value, and asserts that it goes no further. */
  private static void becomes(TestRoom room, long serving) {
    Awaitility.await().until(() -> room.counter("serving_counter") >= serving);
    stays(room, serving);
  }
}
