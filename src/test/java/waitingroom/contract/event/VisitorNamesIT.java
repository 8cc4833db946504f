package waitingroom.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;
import waitingroom.testkit.WebhookReceiver;
import waitingroom.testkit.WebhookReceiver.Reply;

/** Request ids are credentials: who gets them, who gets names, and who guesses them. */
@Timeout(60)
class VisitorNamesIT {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int GUESSES = 5;
  private static final TestClock CLOCK = new TestClock();
  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            VisitorNamesIT.class,
            CLOCK,
            """
            waiting-room {
              public.rate-limit { unknown-ids-per-minute = 5, address-header = "X-Real-IP" }
              events.webhooks {
                allow-private-addresses = ["127.0.0.0/8"]
                retry-first = 20ms, retry-max = 50ms, give-up-after = 700ms
              }
            }
            """);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String path(TestRoom room, String id) {
    return "/rooms/" + room.id() + "/visitors/" + id;
  }

  private static String name(TestRoom room, String id) {
    return node.signed(Role.VIEWER).get(path(room, id)).json().get("name").textValue();
  }

  /** The first events of a room's stream. */
  private static List<String> events(Role role, TestRoom room, String more, int count) {
    String target = "/events" + room.query() + "&last_event_id=" + room.id() + "/0/0" + more;
    try (Stream<String> lines = node.signed(role).lines(target)) {
      return lines.filter(line -> line.startsWith("data: ")).limit(count).toList();
    }
  }

  @Test
  void the_stream_tells_a_viewer_names_and_an_operator_ids() {
    TestRoom room = node.newRoom();
    String id = room.joinServed();
    room.token(id);
    room.end(id, 1);

    List<String> seen = events(Role.VIEWER, room, "", 5);
    assertThat(seen).noneMatch(event -> ID.matcher(event).find());
    assertThat(seen.subList(3, 5)).allMatch(event -> event.contains(name(room, id)));
    assertThat(events(Role.OPERATOR, room, "", 5).subList(3, 5))
        .allMatch(event -> event.contains(id));
    assertThat(events(Role.ADMIN, room, "&request_ids=names", 5)).isEqualTo(seen);
  }

  @Test
  void a_viewer_who_asks_for_ids_is_refused() {
    TestRoom room = node.newRoom();
    String target = "/events" + room.query() + "&request_ids=";
    Expect.problem(node.signed(Role.VIEWER).get(target + "ids"), 403, "OPERATOR");
    Expect.problem(node.admin().get(target + "both"), 400, "ids or names");
    Expect.problem(node.signed(Role.SHOP).get(target + "names"), 403, "VIEWER");
  }

  @Test
  void a_name_fetches_no_token() {
    TestRoom room = node.newRoom();
    String name = name(room, room.joinServed());
    assertThat(room.token(name).status()).isEqualTo(400);
    assertThat(room.operatorToken(name, "").status()).isEqualTo(400);
    assertThat(room.place(name).status()).isEqualTo(400);
  }

  @Test
  void a_viewer_sees_expired_tokens_by_name() {
    TestRoom room = node.newRoom("{\"validity_period\": 5}");
    String id = room.joinServed();
    room.token(id);
    CLOCK.advance(Duration.ofSeconds(10));

    String name = name(room, id);
    assertThat(room.expiredTokens()).containsExactly(id);
    assertThat(node.signed(Role.VIEWER).get("/api/expired_tokens" + room.query()).json())
        .isEqualTo(Answer.parse("[\"" + name + "\"]"));
    JsonNode page = node.signed(Role.VIEWER).get("/rooms/" + room.id() + "/expired-tokens").json();
    assertThat(page.get("request_ids")).isEqualTo(Answer.parse("[\"" + name + "\"]"));
  }

  @Test
  void a_visitor_is_found_by_the_id_in_a_header_too() {
    TestRoom room = node.newRoom();
    String id = room.join();
    String target = "/rooms/" + room.id() + "/visitor";
    Answer found =
        node.signed(Role.VIEWER).send("GET", target, "", "X-Waiting-Room-Request-Id", id);
    assertThat(found.json()).isEqualTo(node.signed(Role.VIEWER).get(path(room, id)).json());
    Expect.problem(node.signed(Role.VIEWER).get(target), 400, "request id");
  }

  @Test
  void a_subscription_says_whether_it_gets_ids() {
    TestRoom room = node.newRoom();
    try (WebhookReceiver ids = WebhookReceiver.start();
        WebhookReceiver names = WebhookReceiver.start()) {
      assertThat(ids.subscribe(room, "").get("request_ids").textValue()).isEqualTo("ids");
      JsonNode made = names.subscribe(room, ", \"request_ids\": \"names\"");
      assertThat(made.get("request_ids").textValue()).isEqualTo("names");
      String id = room.joinServed();
      room.token(id);
      await(() -> ids.accepted().size() == 3 && names.accepted().size() == 3);

      assertThat(visitor(ids, 2)).isEqualTo(id);
      assertThat(visitor(names, 2)).isEqualTo(name(room, id));
    }
    Answer wrong =
        node.admin()
            .post("/subscriptions", "{\"url\": \"https://a.example\", \"request_ids\": \"all\"}");
    Expect.problem(wrong, 400, "request_ids must be ids or names");
  }

  /** Whoever narrows a subscription gets no ids any more, not even of what could not be sent. */
  @Test
  void a_dead_letter_is_replayed_by_name_once_the_subscription_says_so() {
    TestRoom room = node.newRoom();
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.rule(received -> new Reply(500));
      JsonNode made = receiver.subscribe(room, ", \"types\": [\"token_generated\"]");
      String path = "/subscriptions/" + made.get("id").textValue();
      String id = room.joinServed();
      room.token(id);
      await(
          () -> {
            CLOCK.advance(Duration.ofMillis(100));
            return !letters(path).isEmpty();
          });
      assertThat(letters(path).get(0).toString()).contains(id);

      receiver.rule(received -> Reply.OK);
      String body = "{\"url\": \"%s\", \"request_ids\": \"names\"}".formatted(receiver.url());
      assertThat(node.admin().send("PUT", path, body).status()).isEqualTo(200);
      node.admin().post(path + "/replay", "{}");

      // At least once: what the new address is read again for may come along with what is replayed.
      await(() -> !receiver.accepted().isEmpty());
      assertThat(receiver.accepted())
          .extracting(accepted -> accepted.event().get("data").get("request_id").textValue())
          .containsOnly(name(room, id));
    }
  }

  private static JsonNode letters(String path) {
    return node.admin().get(path + "/dead-letters").json().get("dead_letters");
  }

  private static String visitor(WebhookReceiver receiver, int index) {
    return receiver.accepted().get(index).event().get("data").get("request_id").textValue();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
  }

  private static int poll(String address, TestRoom room, String id) {
    return node.visitor()
        .send("GET", "/queue_num" + room.query(id), "", "X-Real-IP", address)
        .status();
  }

  @Test
  void who_guesses_ids_is_braked_and_those_with_good_ones_are_not() {
    TestRoom room = node.newRoom();
    String id = room.join();
    List<Integer> guesses = new ArrayList<>();
    for (int i = 0; i < GUESSES + 2; i++) {
      guesses.add(poll("198.51.100.7", room, TestRoom.UNKNOWN_ID));
    }
    assertThat(guesses).startsWith(202, 202, 202, 202, 202).endsWith(429);
    assertThat(poll("198.51.100.7", room, id)).isEqualTo(200);
    assertThat(poll("198.51.100.8", room, TestRoom.UNKNOWN_ID)).isEqualTo(202);
    assertThat(node.stranger().get("/metrics").text())
        .containsPattern("waitingroom_requestids_braked_total [1-9]");
    room.reset();
    assertThat(poll("198.51.100.7", room, id)).as("an old id is no guess").isEqualTo(202);
  }
}
