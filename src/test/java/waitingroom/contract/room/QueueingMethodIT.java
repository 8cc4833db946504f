package waitingroom.contract.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.contract.Expect;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Rooms that let everybody through, or nobody in. */
@OnNode(Profile.PLAIN)
class QueueingMethodIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  private static String method(String name) {
    return "{\"queueing_method\": \"" + name + "\"}";
  }

  @Test
  void passthrough_calls_those_who_wait_and_everybody_who_comes() {
    TestRoom room = node.newRoom();
    List<String> waiting = room.join(2);
    Expect.error(room.token(waiting.get(0)), 202, "Request ID not being served yet");

    room.configure(method("passthrough"));
    assertThat(room.counter("serving_counter")).isEqualTo(2);
    assertThat(room.token(waiting.get(1)).status()).isEqualTo(200);
    String newcomer = room.join();
    assertThat(room.token(newcomer).status()).isEqualTo(200);
    assertThat(room.position(newcomer)).isEqualTo(3);
    assertThat(room.counter("serving_counter")).isEqualTo(3);
  }

  @Test
  void passthrough_knows_no_cap_and_the_cap_holds_again_after_it() {
    String capacity = "\"inlet\": {\"strategy\": \"capacity\", \"total_active_users\": 1}";
    TestRoom room = node.newRoom("{\"queueing_method\": \"passthrough\", " + capacity + "}");
    room.join(3).forEach(id -> assertThat(room.token(id).status()).isEqualTo(200));
    room.configure("{" + capacity + "}");
    String fourth = room.join();
    Expect.error(room.token(fourth), 202, "Request ID not being served yet");
    assertThat(room.counter("serving_counter")).isEqualTo(3);
  }

  @Test
  void a_pause_and_a_line_for_all_hold_people_under_passthrough_too() {
    TestRoom room = node.newRoom("{\"queueing_method\": \"passthrough\", \"queue_all\": true}");
    String id = room.join();
    Expect.error(room.token(id), 202, "Request ID not being served yet");
    room.configure(method("passthrough"));
    assertThat(room.token(id).status()).isEqualTo(200);
  }

  @Test
  void reject_takes_nobody_calls_nobody_and_keeps_every_place() {
    TestRoom room = node.newRoom();
    List<String> ids = room.join(2);
    room.serve(1);
    String inside = room.token(ids.get(0)).text();

    room.configure(method("reject"));
    Expect.error(
        node.visitor().send("POST", "/assign_queue_num", room.body("")),
        403,
        "Room accepts nobody");
    Expect.error(
        node.admin().post("/api/increment_serving_counter", room.body(", \"increment_by\": 1")),
        403,
        "Room accepts nobody");
    assertThat(room.token(ids.get(0)).text()).isEqualTo(inside);
    assertThat(room.counter("queue_counter")).isEqualTo(2);
    assertThat(room.counter("serving_counter")).isEqualTo(1);

    room.configure(method("fifo"));
    assertThat(room.position(ids.get(1))).isEqualTo(2);
    room.serve(1);
    assertThat(room.token(ids.get(1)).status()).isEqualTo(200);
    assertThat(room.position(room.join())).isEqualTo(3);
  }

  @Test
  void an_unknown_method_is_refused_by_name() {
    TestRoom room = node.newRoom();
    Expect.problem(
        node.admin().send("PATCH", "/rooms/" + room.id(), method("random")),
        400,
        "queueing_method must be one of fifo, passthrough, reject");
  }
}
