package waitingroom.contract.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/**
 * Parts 1.1, 1.2 and 1.7 of the contract: joining and positions. With deviations 1, 2, 3 and 16.
 */
@OnNode(Profile.PLAIN)
class PositionsIT {
  private static TestNode node;
  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock sharedClock) {
    node = shared;
    clock = sharedClock;
  }

  // 1.1

  @ParameterizedTest
  @ValueSource(strings = {"/assign_queue_num", "/api/assign_queue_num"})
  void a_join_answers_with_a_lower_case_uuid_and_nothing_else(String path) {
    TestRoom room = node.newRoom();
    Answer answer = node.visitor().post(path, room.body(", \"extra\": [1, {\"member\": null}]"));
    assertThat(answer.status()).isEqualTo(200);
    Expect.compatible(answer, Expect.NO_STORE);
    assertThat(Expect.members(answer.json())).containsExactly("api_request_id");
    assertThat(answer.json().get("api_request_id").textValue())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Nobody", "sample", "", "<b>Sample</b>", "a/b", "\\u0000", "\\ud800"})
  void deviation_1_a_join_of_an_unknown_event_is_refused_and_takes_no_position(String eventId) {
    TestRoom room = node.newRoom();
    Expect.error(
        node.visitor().post("/assign_queue_num", "{\"event_id\": \"" + eventId + "\"}"),
        400,
        "Invalid event ID");
    assertThat(room.counter("queue_counter")).isZero();
  }

  @Test
  void positions_count_from_1_and_wait() {
    TestRoom room = node.newRoom();
    List<String> ids = List.of(room.join(), room.join(), room.join());
    for (int i = 0; i < ids.size(); i++) {
      assertThat(room.position(ids.get(i))).isEqualTo(i + 1);
    }
    assertThat(room.counter("queue_counter")).isEqualTo(3);
    Expect.json(
        node.visitor().get("/waiting_num" + room.query()),
        200,
        "{\"waiting_num\": 3}",
        "public, max-age=2");
  }

  @Test
  void simultaneous_joins_get_every_position_once() {
    TestRoom room = node.newRoom();
    List<CompletableFuture<Answer>> joins =
        IntStream.range(0, 100)
            .mapToObj(i -> node.visitor().postAsync("/assign_queue_num", room.body("")))
            .toList();
    Set<Integer> positions = new HashSet<>();
    for (CompletableFuture<Answer> join : joins) {
      positions.add(room.position(join.join().json().get("api_request_id").textValue()));
    }
    assertThat(positions).isEqualTo(Set.copyOf(IntStream.rangeClosed(1, 100).boxed().toList()));
    assertThat(room.counter("queue_counter")).isEqualTo(100);
  }

  // 1.2

  @ParameterizedTest
  @ValueSource(strings = {"/queue_num", "/api/queue_num"})
  void deviation_2_the_position_is_there_at_once(String path) {
    TestRoom room = node.newRoom();
    String requestId = room.join();
    Answer answer =
        Expect.json(
            node.visitor().get(path + room.query(requestId)),
            200,
            "{\"queue_number\": 1, \"entry_time\": %d, \"event_id\": \"%s\", \"status\": 1}"
                .formatted(clock.seconds(), room.id()),
            "private, max-age=300");
    assertThat(answer.header("CDN-Cache-Control")).isEmpty();
    assertThat(Expect.members(answer.json()))
        .containsExactly("queue_number", "entry_time", "event_id", "status");
  }

  @Test
  void deviation_3_a_request_id_keeps_its_position() {
    TestRoom room = node.newRoom();
    String requestId = room.join();
    room.join();
    String before = room.place(requestId).text();
    clock.advance(Duration.ofSeconds(10));
    room.serve(2);
    room.token(requestId);
    room.end(requestId, 1);
    assertThat(room.place(requestId).text()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TestRoom.UNKNOWN_ID,
        "zzzzzzzz-ZZZZ-____-%C3%A9%C3%A9%C3%A9%C3%A9-123456789012",
        "00000001-0000-8000-8000-000000000000-and-more"
      })
  void a_well_formed_id_that_nobody_got_is_202(String requestId) {
    TestRoom room = node.newRoom();
    room.join();
    Expect.error(room.place(requestId), 202, "Request ID not found");
  }

  @Test
  void deviation_16_an_id_with_one_digit_changed_or_of_another_room_is_unknown() {
    TestRoom room = node.newRoom();
    String requestId = room.join();
    char last = requestId.charAt(35);
    String changed = requestId.substring(0, 35) + (last == '0' ? '1' : '0');
    Expect.error(room.place(changed), 202, "Request ID not found");
    TestRoom other = node.newRoom();
    other.join();
    Expect.error(other.place(requestId), 202, "Request ID not found");
    Expect.error(other.token(requestId), 400, "Invalid request ID");
  }

  @ParameterizedTest
  @CsvSource({
    "Nobody, 00000001-0000-8000-8000-000000000000",
    "Nobody, x",
    "Sample, x",
    "Sample, 0000000-0000-8000-8000-000000000000",
    "Sample, 00000001x0000-8000-8000-000000000000",
    "%3Cb%3ESample%3C%2Fb%3E, 00000001-0000-8000-8000-000000000000"
  })
  void a_wrong_event_or_a_malformed_id_is_400(String eventId, String requestId) {
    String query = "?event_id=" + eventId + "&request_id=" + requestId;
    Expect.error(node.visitor().get("/queue_num" + query), 400, "Invalid event or request ID");
    Expect.error(
        node.visitor().get("/queue_pos_expiry" + query), 400, "Invalid event or request ID");
    Expect.error(
        node.visitor()
            .post(
                "/generate_token",
                "{\"event_id\": \"%s\", \"request_id\": \"%s\"}".formatted(eventId, requestId)),
        400,
        "Invalid event or request ID");
  }

  // 1.7

  @ParameterizedTest
  @ValueSource(strings = {"/queue_pos_expiry", "/api/queue_pos_expiry"})
  void without_expiry_a_position_has_none_known_or_not(String path) {
    TestRoom room = node.newRoom("{\"enable_queue_position_expiry\": false}");
    for (String requestId : List.of(room.join(), TestRoom.UNKNOWN_ID)) {
      Expect.error(
          node.visitor().get(path + room.query(requestId)),
          202,
          "Queue position expiration not enabled");
    }
  }
}
