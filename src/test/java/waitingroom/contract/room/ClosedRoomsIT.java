package waitingroom.contract.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** A room that is closed, reopened or reset. */
@OnNode(Profile.PLAIN)
class ClosedRoomsIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @Test
  void a_closed_room_tells_everybody_so() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    room.token(requestId);
    close(room);
    for (String path : List.of("/serving_num", "/waiting_num", "/public_key")) {
      Expect.error(node.visitor().get(path + room.query()), 410, "Event is closed");
    }
    for (String path : List.of("/queue_num", "/queue_pos_expiry")) {
      Expect.error(node.visitor().get(path + room.query(requestId)), 410, "Event is closed");
    }
    for (String path : List.of("/num_active_tokens", "/expired_tokens")) {
      Expect.error(node.admin().get("/api" + path + room.query()), 410, "Event is closed");
    }
    Expect.error(node.visitor().post("/assign_queue_num", room.body("")), 410, "Event is closed");
    Expect.error(room.token(requestId), 410, "Event is closed");
    Expect.error(room.end(requestId, 1), 410, "Event is closed");
    Expect.error(
        node.admin().post("/api/reset_initial_state", room.body("")), 410, "Event is closed");
    Expect.error(
        node.admin().post("/api/increment_serving_counter", room.body(", \"increment_by\": 1")),
        410,
        "Event is closed");
  }

  @Test
  void a_closed_room_is_still_listed_and_cannot_be_closed_again() {
    TestRoom room = node.newRoom();
    close(room);
    assertThat(room.document().json().get("state").textValue()).isEqualTo("closed");
    Expect.problem(node.admin().send("DELETE", "/rooms/" + room.id(), ""), 410, "closed");
  }

  @Test
  void a_stale_etag_does_not_close() {
    TestRoom room = node.newRoom();
    Expect.problem(
        node.admin().send("DELETE", "/rooms/" + room.id(), "", "If-Match", "\"v7\""), 412, "ETag");
    assertThat(
            node.admin().send("DELETE", "/rooms/" + room.id(), "", "If-Match", "\"v1\"").status())
        .isEqualTo(204);
  }

  @Test
  void put_opens_a_closed_room_anew() {
    TestRoom room = node.newRoom();
    String before = room.joinServed();
    room.token(before);
    close(room);
    Expect.problem(put(room.id(), "{}", "If-Match", "*"), 412, "");
    Answer opened = put(room.id(), "{\"validity_period\": 60}");
    assertThat(opened.status()).isEqualTo(201);
    assertThat(opened.json().get("epoch").intValue()).isEqualTo(2);
    for (JsonNode counter : room.counters()) {
      assertThat(counter.longValue()).isZero();
    }
    Expect.error(room.place(before), 202, "Request ID not found");
    assertThat(room.join()).isNotEqualTo(before);
  }

  @Test
  void a_reset_keeps_the_settings_and_raises_the_epoch() {
    TestRoom room = node.newRoom("{\"validity_period\": 60}");
    room.reset();
    JsonNode document = room.document().json();
    assertThat(document.get("epoch").intValue()).isEqualTo(2);
    assertThat(document.get("settings").get("validity_period").intValue()).isEqualTo(60);
    assertThat(room.document().header("ETag")).contains("\"v1\"");
  }

  private static void close(TestRoom room) {
    Answer answer = node.admin().send("DELETE", "/rooms/" + room.id(), "");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  private static Answer put(String id, String body, String... headers) {
    return node.admin().send("PUT", "/rooms/" + id, body, headers);
  }
}
