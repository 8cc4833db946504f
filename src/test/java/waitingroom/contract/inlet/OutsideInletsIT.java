package waitingroom.contract.inlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Inlets of the original, which call the private API from outside: they work unchanged. */
@OnNode(Profile.PLAIN)
class OutsideInletsIT {
  private static TestNode node;
  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock sharedClock) {
    node = shared;
    clock = sharedClock;
  }

  // the periodic function

  @Test
  void the_periodic_function_moves_the_counter_and_is_told_where_it_is() {
    TestRoom room = node.newRoom();
    PeriodicFunction function = periodic(room, clock.seconds() - 1, 0, null);
    assertThat(function.run()).isEqualTo(done(10));
    assertThat(function.run()).isEqualTo(done(20));
    assertThat(room.token(room.join()).status()).isEqualTo(200);
    assertThat(room.counter("serving_counter")).isEqualTo(20);
  }

  @Test
  void the_periodic_function_does_nothing_outside_its_time() {
    TestRoom room = node.newRoom();
    long now = clock.seconds();
    PeriodicFunction function = periodic(room, now, now + 2, null);
    assertThat(function.run().statusCode()).isEqualTo("400");
    clock.advance(Duration.ofSeconds(1));
    assertThat(function.run()).isEqualTo(done(10));
    clock.advance(Duration.ofSeconds(1));
    assertThat(function.run().statusCode()).isEqualTo("400");
    assertThat(room.counter("serving_counter")).isEqualTo(10);
  }

  @Test
  void the_periodic_function_holds_while_its_alarm_is_on() {
    TestRoom room = node.newRoom();
    assertThat(periodic(room, 0, 0, "ALARM").run().statusCode()).isEqualTo("400");
    assertThat(room.counter("serving_counter")).isZero();
    assertThat(periodic(room, 0, 0, "OK").run()).isEqualTo(done(10));
    assertThat(periodic(room, 0, 0, "INSUFFICIENT_DATA").run()).isEqualTo(done(20));
  }

  // the max-size function

  @Test
  void the_max_size_function_lets_in_as_many_as_its_message_says_have_left() {
    TestRoom room = node.newRoom();
    List<String> ids = room.join(5);
    MaxSizeFunction function = maxSize(room, 3);
    assertThat(function.run("{\"exited\": 2}")).isEqualTo("{\"serving_num\": 2}");
    room.token(ids.get(0));
    assertThat(function.run("{\"exited\": \"1\"}")).isEqualTo("{\"serving_num\": 3}");
    assertThat(room.token(ids.get(2)).status()).isEqualTo(200);
  }

  @Test
  void the_max_size_function_ends_sessions_and_lets_in_as_many() {
    TestRoom room = node.newRoom();
    List<String> ids = room.join(10);
    room.serve(5);
    ids.subList(0, 5).forEach(room::token);
    String answer =
        maxSize(room, 100)
            .run(
                "{\"completed\": [\"%s\", \"%s\"], \"abandoned\": [\"%s\"]}"
                    .formatted(ids.get(0), ids.get(1), ids.get(2)));
    assertThat(answer).isEqualTo("{\"serving_num\": 8}");
    assertThat(room.counter("completed_counter")).isEqualTo(2);
    assertThat(room.counter("abandoned_counter")).isEqualTo(1);
    assertThat(room.counter("active_tokens")).isEqualTo(2);
    assertThat(room.token(ids.get(7)).status()).isEqualTo(200);
  }

  @Test
  void the_max_size_function_counts_only_sessions_that_it_has_ended() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    room.token(requestId);
    room.end(requestId, 1);
    String waiting = room.join();
    MaxSizeFunction function = maxSize(room, 100);
    String message =
        "{\"completed\": [\"%s\", \"%s\", \"%s\", \"nobody\"]}"
            .formatted(requestId, waiting, TestRoom.UNKNOWN_ID);
    assertThat(function.run(message)).isEqualTo(MaxSizeFunction.NOTHING);
    assertThat(function.run("{}")).isEqualTo(MaxSizeFunction.NOTHING);
    assertThat(room.counter("serving_counter")).isEqualTo(1);
  }

  @Test
  void the_max_size_function_may_move_a_manual_room_backwards_as_it_always_did() {
    TestRoom room = node.newRoom();
    List<String> ids = room.join(4);
    room.serve(4);
    ids.forEach(room::token);
    assertThat(maxSize(room, 3).run("{\"exited\": 9}")).isEqualTo("{\"serving_num\": 3}");
    Expect.error(room.token(ids.get(3)), 202, "Request ID not being served yet");
    assertThat(room.token(ids.get(2)).status()).isEqualTo(200);
  }

  @Test
  void the_max_size_function_sees_that_a_token_has_expired() {
    TestRoom room = node.newRoom("{\"validity_period\": 60}");
    room.token(room.joinServed());
    MaxSizeFunction function = maxSize(room, 2);
    assertThat(function.run("{\"exited\": 5}")).isEqualTo("{\"serving_num\": 1}");
    clock.advance(Duration.ofSeconds(61));
    assertThat(function.run("{\"exited\": 1}")).isEqualTo("{\"serving_num\": 2}");
  }

  private static PeriodicFunction periodic(
      TestRoom room, long start, long end, @Nullable String alarm) {
    return new PeriodicFunction(
        node.signed(Role.OPERATOR), room.id(), 10, start, end, () -> alarm, clock);
  }

  private static PeriodicFunction.Result done(int serving) {
    return new PeriodicFunction.Result(200, "{\"serving_num\":" + serving + "}");
  }

  private static MaxSizeFunction maxSize(TestRoom room, int size) {
    return new MaxSizeFunction(node.signed(Role.OPERATOR), room.id(), size);
  }
}
