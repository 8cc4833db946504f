package waitingroom.contract.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * Parts 1.5, 1.6 and 2.1 of the contract: tokens for served visitors, and the public key that
 * verifies them. With deviations 4, 5, 15 and 17.
 */
@OnNode(Profile.PLAIN)
class GenerateTokenIT {
  private static TestNode node;
  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock sharedClock) {
    node = shared;
    clock = sharedClock;
  }

  // 1.5

  @Test
  void the_checks_of_generate_token_have_their_order() {
    TestRoom room = node.newRoom();
    String requestId = room.join();
    Expect.error(room.token(TestRoom.UNKNOWN_ID), 400, "Invalid request ID");
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
    // The public listener checks only the types of the overrides.
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
  void a_place_that_asks_without_end_is_told_to_wait_and_others_are_not() {
    TestRoom room = node.newRoom();
    String endless = room.joinServed();
    String other = room.joinServed();
    String body = "";
    for (int i = 0; i < 5_000; i++) {
      Answer answer = node.visitor().post("/generate_token", room.body(endless, ""));
      if (answer.status() != 200) {
        body = answer.text();
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).contains("1");
        break;
      }
    }
    assertThat(body).isEqualTo("{\"message\":\"Too Many Requests\"}");
    assertThat(node.visitor().post("/generate_token", room.body(other, "")).status())
        .isEqualTo(200);
    assertThat(node.admin().post("/generate_token", room.body(endless, "")).status())
        .isEqualTo(200);
  }

  @Test
  void deviation_17_an_expired_token_is_not_handed_out_again() {
    TestRoom room = node.newRoom("{\"validity_period\": 60}");
    String requestId = room.joinServed();
    assertThat(room.token(requestId).json().get("expires_in").intValue()).isEqualTo(60);
    clock.advance(Duration.ofSeconds(60));
    assertThat(room.token(requestId).json().get("expires_in").intValue()).isZero();
    clock.advance(Duration.ofSeconds(1));
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
    ObjectNode key = (ObjectNode) keys.get(0);
    assertThat(key.remove("use").textValue()).as("RFC 7517, section 4.2").isEqualTo("sig");
    assertThat(key).isEqualTo(node.visitor().get("/public_key?event_id=Sample").json());
  }

  // 2.1

  @Test
  void generate_token_has_the_checks_of_the_public_one() {
    TestRoom room = node.newRoom();
    String requestId = room.join();
    Expect.error(room.operatorToken("nobody", ""), 400, "Invalid event or request ID");
    Expect.error(room.operatorToken(TestRoom.UNKNOWN_ID, ""), 400, "Invalid request ID");
    Expect.error(room.operatorToken(requestId, ""), 202, "Request ID not being served yet");
    room.serve(1);
    assertThat(room.operatorToken(requestId, "").status()).isEqualTo(200);
    room.end(requestId, -1);
    Expect.error(
        room.operatorToken(requestId, ""), 410, "Token corresponding to request id has expired");
  }

  @Test
  void deviation_5_an_override_does_not_stick() {
    TestRoom room = node.newRoom();
    String first = room.joinServed();
    String second = room.joinServed();
    assertThat(expiresIn(room.operatorToken(first, ", \"validity_period\": 7"))).isEqualTo(7);
    assertThat(expiresIn(room.operatorToken(second, ""))).isEqualTo(3600);
  }

  @Test
  void deviation_5_an_override_counts_on_the_first_call_only() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    String tokens = room.operatorToken(requestId, ", \"validity_period\": 7").text();
    assertThat(room.operatorToken(requestId, ", \"issuer\": \"x\", \"validity_period\": 9").text())
        .isEqualTo(tokens);
    assertThat(room.token(requestId).text()).isEqualTo(tokens);
  }

  @ParameterizedTest
  @CsvSource({"7.9, 7", "0, 0", "-5, -5", "-0.9, 0", "31536000, 31536000", "1e2, 100"})
  void a_validity_period_is_cut_to_a_whole_number_and_may_be_0_or_negative(
      String given, int expiresIn) {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    assertThat(expiresIn(room.operatorToken(requestId, ", \"validity_period\": " + given)))
        .isEqualTo(expiresIn);
    assertThat(room.counter("token_counter")).isEqualTo(1);
  }

  @Test
  void a_token_that_was_born_expired_is_counted_and_gone_at_once() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    room.operatorToken(requestId, ", \"validity_period\": -5");
    Expect.error(
        room.operatorToken(requestId, ""), 410, "Token corresponding to request id has expired");
    assertThat(room.counter("active_tokens")).isZero();
    assertThat(room.expiredTokens()).containsExactly(requestId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"31536001", "-31536001", "1e30", "9223372036854775808"})
  void a_validity_period_of_more_than_a_year_is_refused(String given) {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    Answer answer = room.operatorToken(requestId, ", \"validity_period\": " + given);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("error").textValue()).contains("validity_period");
    assertThat(room.counter("token_counter")).isZero();
  }

  private static int expiresIn(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().get("expires_in").intValue();
  }
}
