package waitingroom.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Limits of a node under load: requests per address, joins in line, tokens to be signed. */
class LimitsIT {
  /** Names a keyspace of its own. */
  private static final class Plain {}

  private static final int BURST = 5;
  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            LimitsIT.class,
            Clock.systemUTC(),
            """
            waiting-room {
              public.rate-limit {
                requests-per-second = 1
                burst = 5
                address-header = X-Real-IP
              }
              rooms.joins { batch-size-max = 1, waiting-max = 1 }
              tokens { signing-threads = 1, signing-queue-max = 1 }
            }
            """);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void an_address_that_asks_too_often_is_told_when_to_come_back() {
    tooManyFrom("192.0.2.1");
  }

  @Test
  void what_browsers_open_of_the_openid_provider_counts_and_what_shops_call_does_not() {
    tooManyFrom("192.0.2.5");
    for (String page : List.of("/oidc/authorize", "/oidc/login", "/oidc/logout")) {
      assertThat(from("192.0.2.5", page).status()).as(page).isEqualTo(429);
    }
    for (String page : List.of("/oidc/userInfo", "/oidc/.well-known/openid-configuration")) {
      assertThat(from("192.0.2.5", page).status()).as(page).isIn(200, 401);
    }
  }

  @Test
  void an_address_does_not_pay_for_another() {
    tooManyFrom("192.0.2.2");
    assertThat(from("192.0.2.3").status()).isEqualTo(200);
  }

  @Test
  void the_last_address_counts_because_the_proxy_wrote_it() {
    tooManyFrom("198.51.100.%d, 192.0.2.4");
    assertThat(from("192.0.2.4, 198.51.100.2").status()).isEqualTo(200);
  }

  @Test
  void probes_are_exempt() {
    for (int i = 0; i < 4 * BURST; i++) {
      for (String path : List.of("/health/live", "/health/ready")) {
        Answer answer = node.visitor().send("GET", path, "", "X-Real-IP", "192.0.2.5");
        assertThat(answer.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void the_admin_listener_has_no_limit() {
    for (int i = 0; i < 4 * BURST; i++) {
      assertThat(node.admin().get("/api/num_active_tokens?event_id=Sample").status())
          .isEqualTo(200);
    }
  }

  @Test
  void past_the_bound_of_the_line_a_join_is_503_and_takes_no_position() {
    TestRoom room = node.newRoom();
    List<CompletableFuture<Answer>> joins =
        IntStream.range(0, 150)
            .mapToObj(
                i ->
                    node.visitor()
                        .postAsync("/assign_queue_num", room.body(""), "X-Real-IP", "10.0.0." + i))
            .toList();
    int joined = servedOrUnavailable(joins).size();
    assertThat(room.counter("queue_counter")).isEqualTo(joined);
  }

  @Test
  void past_the_bound_of_the_signers_a_visitor_tries_again_and_loses_nothing() {
    TestRoom room = node.newRoom();
    // Each has a token of their own: one that was signed a moment ago needs no signer.
    List<String> ids =
        IntStream.range(0, 150)
            .mapToObj(
                i ->
                    node.visitor()
                        .send(
                            "POST",
                            "/assign_queue_num",
                            room.body(""),
                            "X-Real-IP",
                            "192.0.2." + i))
            .map(answer -> answer.json().get("api_request_id").textValue())
            .toList();
    room.serve(ids.size());
    List<CompletableFuture<Answer>> calls =
        ids.stream()
            .map(id -> node.admin().postAsync("/api/generate_token", room.body(id, "")))
            .toList();
    List<Answer> served = servedOrUnavailable(calls);
    Set<JsonNode> tokens =
        ids.stream()
            .map(id -> room.operatorToken(id, "").json().get("access_token"))
            .collect(Collectors.toSet());
    assertThat(tokens).hasSize(ids.size());
    assertThat(served).extracting(a -> a.json().get("access_token")).isSubsetOf(tokens);
    assertThat(room.counter("token_counter")).isEqualTo(ids.size());
  }

  /** Served answers: some, but not all. The others must say when to retry. */
  private static List<Answer> servedOrUnavailable(List<CompletableFuture<Answer>> calls) {
    List<Answer> served = new ArrayList<>();
    for (CompletableFuture<Answer> call : calls) {
      Answer answer = call.join();
      if (answer.status() == 200) {
        served.add(answer);
      } else {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("1");
        Expect.compatible(answer, Expect.NO_STORE);
      }
    }
    assertThat(served).isNotEmpty().hasSizeLessThan(calls.size());
    return served;
  }

  @Test
  void without_a_trusted_proxy_the_address_is_that_of_the_connection() {
    String limited = "waiting-room.public.rate-limit { requests-per-second = 1, burst = 5 }";
    try (TestNode plain = TestNode.start(Plain.class, Clock.systemUTC(), limited)) {
      boolean refused = false;
      for (int i = 0; i < 4 * BURST && !refused; i++) {
        Answer answer =
            plain
                .visitor()
                .send("GET", "/serving_num?event_id=Sample", "", "X-Real-IP", "192.0.2." + i);
        refused = answer.status() == 429;
      }
      assertThat(refused).isTrue();
    }
  }

  /**
   * Asks until refused; a refill of one a second cannot prevent that.
   *
   * @param address may hold a %d, replaced by a new number each time
   */
  private static void tooManyFrom(String address) {
    for (int i = 0; i < 5 * BURST; i++) {
      Answer answer = from(address.replace("%d", Integer.toString(i)));
      if (answer.status() != 200) {
        assertThat(i).isGreaterThanOrEqualTo(BURST);
        Expect.message(answer, 429, "Too Many Requests");
        assertThat(answer.header("Retry-After")).contains("1");
        return;
      }
    }
    throw new AssertionError("Never refused");
  }

  private static Answer from(String address) {
    return from(address, "/serving_num?event_id=Sample");
  }

  private static Answer from(String address, String target) {
    return node.visitor().send("GET", target, "", "X-Real-IP", address);
  }
}
