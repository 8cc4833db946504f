package waitingroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Part 1 of the contract, with the deviations 1 to 4, 16 and 17. */
class PublicContractIT {
  private static final TestClock CLOCK = new TestClock();
  private static final String UNKNOWN_ID = "00000001-0000-8000-8000-000000000000";
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = TestNode.start(PublicContractIT.class, CLOCK, "");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void the_default_room_is_there_from_the_start() {
    Expect.json(
        node.visitor().get("/serving_num?event_id=Sample"),
        200,
        "{\"serving_counter\": \"0\"}",
        "public, max-age=2");
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
      assertThat(position(room, ids.get(i))).isEqualTo(i + 1);
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
      positions.add(position(room, join.join().json().get("api_request_id").textValue()));
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
                .formatted(CLOCK.seconds(), room.id()),
            "private, max-age=86400");
    assertThat(Expect.members(answer.json()))
        .containsExactly("queue_number", "entry_time", "event_id", "status");
  }

  @Test
  void deviation_3_a_request_id_keeps_its_position() {
    TestRoom room = node.newRoom();
    String requestId = room.join();
    room.join();
    String before = node.visitor().get("/queue_num" + room.query(requestId)).text();
    CLOCK.advance(Duration.ofSeconds(10));
    room.serve(2);
    room.token(requestId);
    room.end(requestId, 1);
    assertThat(node.visitor().get("/queue_num" + room.query(requestId)).text()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        UNKNOWN_ID,
        "zzzzzzzz-ZZZZ-____-%C3%A9%C3%A9%C3%A9%C3%A9-123456789012",
        "00000001-0000-8000-8000-000000000000-and-more"
      })
  void a_well_formed_id_that_nobody_got_is_202(String requestId) {
    TestRoom room = node.newRoom();
    room.join();
    Expect.error(
        node.visitor().get("/queue_num" + room.query(requestId)), 202, "Request ID not found");
  }

  @Test
  void deviation_16_an_id_with_one_digit_changed_or_of_another_room_is_unknown() {
    TestRoom room = node.newRoom();
    String requestId = room.join();
    char last = requestId.charAt(35);
    String changed = requestId.substring(0, 35) + (last == '0' ? '1' : '0');
    Expect.error(
        node.visitor().get("/queue_num" + room.query(changed)), 202, "Request ID not found");
    TestRoom other = node.newRoom();
    other.join();
    Expect.error(
        node.visitor().get("/queue_num" + other.query(requestId)), 202, "Request ID not found");
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

  // 1.3, 1.4

  @Test
  void the_serving_counter_is_a_string_even_below_0() {
    TestRoom room = node.newRoom();
    room.serve(-7);
    for (String prefix : List.of("", "/api")) {
      Expect.json(
          node.visitor().get(prefix + "/serving_num" + room.query()),
          200,
          "{\"serving_counter\": \"-7\"}",
          "public, max-age=2");
    }
  }

  @Test
  void tokens_leave_waiting_num_which_never_gets_below_0() {
    TestRoom room = node.newRoom();
    String first = room.join();
    room.join();
    room.serve(10);
    assertThat(room.token(first).status()).isEqualTo(200);
    assertThat(node.visitor().get("/api/waiting_num" + room.query()).text())
        .isEqualTo("{\"waiting_num\": 1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/serving_num", "/waiting_num", "/api/serving_num", "/api/waiting_num"})
  void counters_of_a_wrong_event_are_400(String path) {
    Expect.error(node.visitor().get(path + "?event_id=Nobody"), 400, "Invalid event ID");
  }

  // 1.5

  @Test
  void the_checks_of_generate_token_have_their_order() {
    TestRoom room = node.newRoom();
    String requestId = room.join();
    Expect.error(room.token(UNKNOWN_ID), 400, "Invalid request ID");
    Expect.error(room.token(requestId), 202, "Request ID not being served yet");
    room.serve(1);
    String tokens = room.token(requestId).text();
    room.serve(-1);
    Expect.error(room.token(requestId), 202, "Request ID not being served yet");
    room.serve(1);
    assertThat(room.token(requestId).text()).isEqualTo(tokens);
    room.end(requestId, 1);
    Expect.error(room.token(requestId), 410, "Token corresponding to request id has expired");
    room.serve(-1);
    Expect.error(room.token(requestId), 202, "Request ID not being served yet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/generate_token", "/api/generate_token"})
  void tokens_come_in_the_order_of_their_members(String path) {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    Answer answer =
        node.visitor()
            .post(path, room.body(requestId, ", \"issuer\": \"mine\", \"validity_period\": 1"));
    assertThat(answer.status()).isEqualTo(200);
    Expect.compatible(answer, Expect.NO_STORE);
    assertThat(Expect.members(answer.json()))
        .containsExactly("access_token", "refresh_token", "id_token", "token_type", "expires_in");
    assertThat(answer.json().get("token_type").textValue()).isEqualTo("Bearer");
    JsonNode expiresIn = answer.json().get("expires_in");
    assertThat(expiresIn.isInt()).isTrue();
    // The public listener looks at the overrides' types and no further.
    assertThat(expiresIn.intValue()).isEqualTo(3600);
  }

  @Test
  void deviation_4_simultaneous_first_calls_make_one_token() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    List<CompletableFuture<Answer>> calls =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    (i % 2 == 0 ? node.visitor() : node.admin())
                        .postAsync("/api/generate_token", room.body(requestId, "")))
            .toList();
    Set<String> bodies = new HashSet<>();
    for (CompletableFuture<Answer> call : calls) {
      assertThat(call.join().status()).isEqualTo(200);
      bodies.add(call.join().text());
    }
    assertThat(bodies).hasSize(1);
    assertThat(room.counter("token_counter")).isEqualTo(1);
    assertThat(room.counter("active_tokens")).isEqualTo(1);
  }

  @Test
  void deviation_17_an_expired_token_is_not_handed_out_again() {
    TestRoom room = node.newRoom("{\"validity_period\": 60}");
    String requestId = room.joinServed();
    assertThat(room.token(requestId).json().get("expires_in").intValue()).isEqualTo(60);
    CLOCK.advance(Duration.ofSeconds(60));
    assertThat(room.token(requestId).json().get("expires_in").intValue()).isZero();
    CLOCK.advance(Duration.ofSeconds(1));
    Expect.error(room.token(requestId), 410, "Token corresponding to request id has expired");
    assertThat(room.counter("token_counter")).isEqualTo(1);
  }

  // 1.6

  @ParameterizedTest
  @ValueSource(strings = {"/public_key", "/api/public_key"})
  void the_public_key_has_its_members_in_order(String path) {
    Answer answer = node.visitor().get(path + "?event_id=Sample");
    assertThat(answer.status()).isEqualTo(200);
    Expect.compatible(answer, "public, max-age=300");
    JsonNode key = answer.json();
    assertThat(Expect.members(key)).containsExactly("kty", "alg", "kid", "n", "e");
    assertThat(key.get("kty").textValue()).isEqualTo("RSA");
    assertThat(key.get("alg").textValue()).isEqualTo("RS256");
    assertThat(key.get("kid").textValue()).matches("[0-9a-f]{32}");
    assertThat(key.get("n").textValue()).matches("[A-Za-z0-9_-]{342}");
    assertThat(key.get("e").textValue()).isEqualTo("AQAB");
  }

  @Test
  void the_public_key_of_a_wrong_event_speaks_of_the_request() {
    Expect.error(node.visitor().get("/public_key?event_id=Nobody"), 400, "Invalid request ID");
  }

  @Test
  void deviation_15_the_key_set_lists_the_public_key_and_no_private_member() {
    Answer answer = node.visitor().get("/.well-known/jwks.json");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode keys = answer.json().get("keys");
    assertThat(keys).hasSize(1);
    assertThat(keys.get(0)).isEqualTo(node.visitor().get("/public_key?event_id=Sample").json());
  }

  // 1.7

  @ParameterizedTest
  @ValueSource(strings = {"/queue_pos_expiry", "/api/queue_pos_expiry"})
  void without_expiry_a_position_has_none_known_or_not(String path) {
    TestRoom room = node.newRoom();
    for (String requestId : List.of(room.join(), UNKNOWN_ID)) {
      Expect.error(
          node.visitor().get(path + room.query(requestId)),
          202,
          "Queue position expiration not enabled");
    }
  }

  private static int position(TestRoom room, String requestId) {
    Answer answer = node.visitor().get("/queue_num" + room.query(requestId));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().get("queue_number").intValue();
  }
}
