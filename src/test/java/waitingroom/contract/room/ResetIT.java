package waitingroom.contract.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Part 2.3 of the contract: reset of a room to its initial state. With deviation 11. */
@OnNode(Profile.PLAIN)
class ResetIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @Test
  void deviation_11_a_reset_is_immediate_and_complete() {
    TestRoom room = node.newRoom();
    List<String> ids = List.of(room.joinServed(), room.joinServed(), room.join());
    room.token(ids.get(0));
    room.token(ids.get(1));
    room.end(ids.get(0), 1);
    Answer answer = node.admin().post("/api/reset_initial_state", room.body(""));
    assertThat(answer.status()).isEqualTo(200);
    Expect.compatible(answer, Expect.NO_STORE);
    assertThat(Expect.members(answer.json())).containsExactly("message");

    for (JsonNode counter : room.counters()) {
      assertThat(counter.longValue()).isZero();
    }
    for (String requestId : ids) {
      Expect.error(room.place(requestId), 202, "Request ID not found");
      Expect.error(room.token(requestId), 400, "Invalid request ID");
      assertThat(room.end(requestId, 1).status()).isEqualTo(404);
    }
    String fresh = room.joinServed();
    assertThat(room.place(fresh).json().get("queue_number")).isEqualTo(Answer.parse("1"));
    assertThat(room.token(fresh).status()).isEqualTo(200);
    assertThat(room.expiredTokens()).isEmpty();
  }

  @Test
  void deviation_11_a_join_is_before_a_simultaneous_reset_or_after_it() {
    TestRoom room = node.newRoom();
    List<CompletableFuture<Answer>> joins = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      joins.add(node.visitor().postAsync("/assign_queue_num", room.body("")));
      if (i == 30) {
        joins.get(0).join();
        room.reset();
      }
    }
    List<Integer> positions = new ArrayList<>();
    for (CompletableFuture<Answer> join : joins) {
      String requestId = join.join().json().get("api_request_id").textValue();
      Answer place = room.place(requestId);
      assertThat(place.status()).isIn(200, 202);
      if (place.status() == 200) {
        positions.add(place.json().get("queue_number").intValue());
      }
    }
    assertThat(positions).hasSizeBetween(29, 59).doesNotHaveDuplicates();
    assertThat(room.counter("queue_counter")).isEqualTo(positions.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/reset_initial_state {\"event_id\": \"Nobody\"}",
        "/api/increment_serving_counter {\"event_id\": \"Nobody\", \"increment_by\": 1}"
      })
  void deviation_11_a_wrong_event_is_400(String pathAndBody) {
    String[] parts = pathAndBody.split(" ", 2);
    Expect.error(node.admin().post(parts[0], parts[1]), 400, "Invalid event ID");
  }
}
