package waitingroom.contract.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;
import waitingroom.testkit.TokenSmith;

/** Part 7 of the contract for reverse proxies: {@code /authorizer}. */
class AuthorizerIT {
  private static final TestClock CLOCK = new TestClock();
  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            AuthorizerIT.class,
            CLOCK,
            """
            waiting-room.authorizer { return-hosts = ["shop.example"], room-header = "X-Room" }
            waiting-room.public.rate-limit { requests-per-second = 1000, burst = 1000 }
            """);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String access(TestRoom room, String requestId) {
    return room.token(requestId).json().get("access_token").textValue();
  }

  private static Answer ask(String query, String... headers) {
    return node.visitor().send("GET", "/authorizer" + query, "", headers);
  }

  private static Answer show(TestRoom room, String token) {
    return ask(room.query(), "Authorization", token);
  }

  private static void live(TestRoom room, String token, int status) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ask(room.query() + "&live=true", "Authorization", token).status() == status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void a_good_token_opens_whatever_the_method(String method) {
    TestRoom room = node.newRoom();
    room.joinServed();
    String requestId = room.joinServed();
    Answer answer =
        node.visitor()
            .send(
                method,
                "/authorizer" + room.query(),
                "",
                "Authorization",
                "Bearer " + access(room, requestId));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Waiting-Room-Request-Id")).contains(requestId);
    assertThat(answer.header("X-Waiting-Room-Queue-Position")).contains("2");
    assertThat(answer.header("X-Waiting-Room-Event-Id")).contains(room.id());
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  @Test
  void the_raw_token_of_the_original_and_a_cookie_open_too() {
    TestRoom room = node.newRoom();
    String token = access(room, room.joinServed());
    assertThat(show(room, token).status()).isEqualTo(200);
    assertThat(ask(room.query(), "Cookie", "a=b; waiting_room_token=" + token).status())
        .isEqualTo(200);
    assertThat(
            ask(
                    room.query(),
                    "Authorization",
                    "Basic dTpw",
                    "Cookie",
                    "waiting_room_token=" + token)
                .status())
        .isEqualTo(200);
  }

  @Test
  void without_a_token_it_is_401_and_with_a_bad_one_403() {
    TestRoom room = node.newRoom();
    Answer none = ask(room.query());
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.header("WWW-Authenticate")).contains("Bearer");
    assertThat(none.header("X-Waiting-Room-Location")).contains("/waiting-room/" + room.id());
    Answer bad = show(room, "x.y.z");
    assertThat(bad.status()).isEqualTo(403);
    assertThat(bad.header("X-Waiting-Room-Location")).contains("/waiting-room/" + room.id());
    assertThat(bad.text()).doesNotContain("x.y.z");
  }

  @Test
  void a_token_of_another_room_does_not_open() {
    TestRoom room = node.newRoom();
    String token = access(room, room.joinServed());
    TestRoom other = node.newRoom();
    assertThat(show(other, token).status()).isEqualTo(403);
    assertThat(ask("", "X-Room", other.id(), "Authorization", token).status()).isEqualTo(403);
    assertThat(ask(room.query(), "X-Room", other.id(), "Authorization", token).status())
        .as("the query goes first")
        .isEqualTo(200);
    assertThat(ask("?event_id=a%20b", "Authorization", token).status()).isEqualTo(400);
  }

  @Test
  void without_the_name_of_a_room_nothing_opens() {
    TestRoom room = node.newRoom();
    String token = access(room, room.joinServed());
    Expect.problem(ask("", "Authorization", token), 400, "event_id");
    Expect.problem(ask(""), 400, "event_id");
    Expect.problem(ask("?event_id=", "Authorization", token), 400, "name of the room");
    Answer policy =
        node.visitor()
            .post(
                "/authorizer/policy",
                """
                {"authorizationToken": "%s", "methodArn": "arn:aws:execute-api:r:1:a/s/GET/x"}
                """
                    .formatted(token));
    Expect.problem(policy, 400, "event_id");
  }

  /** Envoy appends the visitor's path and query to the proxy's. */
  @Test
  void the_first_event_id_of_a_query_counts() {
    TestRoom room = node.newRoom();
    String token = access(room, room.joinServed());
    TestRoom other = node.newRoom();
    String rest = "&path=/cart?a=1&event_id=";
    assertThat(ask(room.query() + rest + other.id(), "Authorization", token).status())
        .isEqualTo(200);
    assertThat(ask(other.query() + rest + room.id(), "Authorization", token).status())
        .isEqualTo(403);
  }

  @Test
  void a_token_of_the_admin_listener_has_another_issuer() {
    TestRoom room = node.newRoom();
    String id = room.joinServed();
    String token = room.operatorToken(id, "").json().get("access_token").textValue();
    assertThat(TokenSmith.claims(token)).containsEntry("iss", "https://private.example/api");
    assertThat(show(room, token).status()).isEqualTo(403);
  }

  @Test
  void an_expired_token_does_not_open() {
    TestRoom room = node.newRoom("{\"validity_period\": 60}");
    String token = access(room, room.joinServed());
    assertThat(show(room, token).status()).isEqualTo(200);
    CLOCK.advance(Duration.ofSeconds(65));
    assertThat(show(room, token).status()).isEqualTo(403);
  }

  @Test
  void a_browser_is_sent_to_the_waiting_page_with_the_way_back_to_an_allowed_host() {
    TestRoom room = node.newRoom();
    Map<String, String> backs =
        Map.of(
            "https://shop.example/cart?a=1",
            "?return_to=https%3A%2F%2Fshop.example%2Fcart%3Fa%3D1",
            "https://evil.example/",
            "");
    backs.forEach(
        (url, query) -> {
          Answer answer =
              ask(
                  room.query(),
                  "Accept",
                  "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
                  "X-Original-URL",
                  url);
          assertThat(answer.status()).isEqualTo(302);
          assertThat(answer.header("Location")).contains("/waiting-room/" + room.id() + query);
          assertThat(answer.header("Cache-Control")).contains("no-store");
        });
  }

  @Test
  void a_completed_session_opens_until_its_end_unless_a_live_one_is_asked_for() {
    TestRoom room = node.newRoom();
    String staying = room.joinServed();
    String leaving = room.joinServed();
    String stays = access(room, staying);
    String leaves = access(room, leaving);
    live(room, leaves, 200);
    assertThat(room.end(leaving, 1).status()).isEqualTo(200);
    assertThat(ask(room.query() + "&live=true", "Authorization", leaves).status())
        .as("at once on the node that was told")
        .isEqualTo(403);
    assertThat(show(room, leaves).status()).isEqualTo(200);
    live(room, stays, 200);
  }

  @Test
  void a_reset_and_a_closed_room_end_all_sessions() {
    TestRoom room = node.newRoom();
    String token = access(room, room.joinServed());
    live(room, token, 200);
    room.reset();
    live(room, token, 403);
    String next = access(room, room.joinServed());
    live(room, next, 200);
    assertThat(node.admin().send("DELETE", "/rooms/" + room.id(), "").status()).isLessThan(300);
    live(room, next, 403);
  }

  @Test
  void the_rate_limit_of_visitors_does_not_count_proxies() {
    TestRoom room = node.newRoom();
    String token = access(room, room.joinServed());
    for (int i = 0; i < 1500; i++) {
      assertThat(show(room, token).status()).isEqualTo(200);
    }
  }

  @Test
  void verdicts_are_counted_with_their_reason_and_no_token() {
    TestRoom room = node.newRoom();
    show(room, "x.y.z");
    assertThat(node.signed(waitingroom.access.Role.VIEWER).get("/metrics").text())
        .containsPattern(
            "waitingroom_authorizer_verdicts_total\\{reason=\"malformed\",verdict=\"bad\"} [1-9]");
  }

  private static Answer policy(TestRoom room, String token) {
    return node.visitor()
        .post(
            "/authorizer/policy" + room.query(),
            """
            {"type": "TOKEN", "authorizationToken": "%s",
             "methodArn": "arn:aws:execute-api:eu-west-1:123456789012:abcdef123/store/GET/checkout"}
            """
                .formatted(token));
  }

  private static String expected(String principal, String effect) {
    return """
        {"principalId": "%s", "policyDocument": {"Version": "2012-10-17", "Statement": [
          {"Action": "execute-api:Invoke", "Effect": "%s",
           "Resource": ["arn:aws:execute-api:eu-west-1:123456789012:abcdef123/*/*/*"]}]}}
        """
        .formatted(principal, effect);
  }

  @Test
  void an_api_gateway_gets_the_policy_of_the_original() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    String token = access(room, requestId);
    Answer allowed = policy(room, token);
    assertThat(allowed.status()).isEqualTo(200);
    assertThat(allowed.json()).isEqualTo(Answer.parse(expected(requestId, "Allow")));
    TestRoom other = node.newRoom();
    assertThat(policy(other, token).json()).isEqualTo(Answer.parse(expected("denied", "Deny")));
    for (String bad : new String[] {"Bearer " + token, "x", "a.b.c", "a.b.c.d.e", ""}) {
      assertThat(policy(room, bad).json()).isEqualTo(Answer.parse(expected("denied", "Deny")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"authorizationToken\": \"x\"}",
        "{\"authorizationToken\": 1, \"methodArn\": \"arn:aws:execute-api:r:1:a/s/GET/\"}",
        "{\"authorizationToken\": \"x\", \"methodArn\": \"arn:aws:s3:::bucket/*\"}"
      })
  void a_policy_needs_a_token_and_the_arn_of_a_method(String body) {
    Expect.problem(node.visitor().post("/authorizer/policy?event_id=Sample", body), 400, "");
  }
}
