package waitingroom.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;
import waitingroom.testkit.WebhookReceiver;
import waitingroom.testkit.WebhookReceiver.Received;
import waitingroom.testkit.WebhookReceiver.Reply;

/** Events reach each subscriber: in order, signed, and again after a failure. */
@Timeout(60)
class WebhooksIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static TestNode node;
  private final List<WebhookReceiver> receivers = new ArrayList<>();

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            WebhooksIT.class,
            Clock.systemUTC(),
            """
            waiting-room.outbound.allow = ["127.0.0.0/8"]
            waiting-room.events.webhooks {
              retry-first = 20ms
              retry-max = 50ms
              give-up-after = 700ms
              timeout = 1s
            }
            """);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @AfterEach
  void stopReceivers() {
    receivers.forEach(WebhookReceiver::close);
  }

  private WebhookReceiver receiver() {
    WebhookReceiver receiver = WebhookReceiver.start();
    receivers.add(receiver);
    return receiver;
  }

  private static String path(JsonNode subscription) {
    return "/subscriptions/" + subscription.get("id").textValue();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  @Test
  void a_visit_is_told_in_order_with_the_visitors_request_id() {
    WebhookReceiver receiver = receiver();
    TestRoom room = node.newRoom();
    receiver.subscribe(room, ", \"start\": \"beginning\"");
    String id = room.joinServed();
    room.token(id);
    room.end(id, 1);
    await(() -> receiver.accepted().size() == 5);

    assertThat(receiver.acceptedTypes())
        .containsExactly(
            "room_created",
            "positions_assigned",
            "serving_advanced",
            "token_generated",
            "session_updated");
    JsonNode token = receiver.accepted().get(3).event();
    assertThat(token.get("data")).isEqualTo(Answer.parse(room.body(id, "")));
    assertThat(token.get("source").textValue()).isEqualTo("/rooms/" + room.id());
    assertThat(token.get("id").textValue()).isEqualTo(room.id() + "/5/0"); // 1 says the format
    assertThat(receiver.accepted().get(4).event().get("data").get("status").textValue())
        .isEqualTo("completed");
  }

  @Test
  void a_request_carries_the_signature_of_standard_webhooks() throws Exception {
    WebhookReceiver receiver = receiver();
    TestRoom room = node.newRoom();
    String secret = receiver.subscribe(room, "").get("secret").textValue();
    room.join();
    await(() -> receiver.accepted().size() == 1);

    Received received = receiver.accepted().get(0);
    String id = received.headers().get("webhook-id");
    String timestamp = received.headers().get("webhook-timestamp");
    assertThat(id).isEqualTo(received.id());
    assertThat(received.headers().get("Content-Type")).isEqualTo("application/cloudevents+json");
    long now = Clock.systemUTC().instant().getEpochSecond();
    assertThat(Long.parseLong(timestamp)).isCloseTo(now, offset(30L));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    byte[] signed =
        mac.doFinal(
            (id + "." + timestamp + "." + received.body()).getBytes(StandardCharsets.UTF_8));
    assertThat(received.headers().get("webhook-signature"))
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(signed));
  }

  @Test
  void only_the_types_that_were_asked_for_are_sent() {
    WebhookReceiver receiver = receiver();
    TestRoom room = node.newRoom();
    receiver.subscribe(room, ", \"types\": [\"token_generated\", \"room_reset\"]");
    room.token(room.joinServed());
    room.reset();

    await(() -> receiver.accepted().size() == 2);

    assertThat(receiver.acceptedTypes()).containsExactly("token_generated", "room_reset");
  }

  @Test
  void while_one_is_tried_again_the_later_ones_wait() {
    WebhookReceiver receiver = receiver();
    AtomicInteger requests = new AtomicInteger();
    receiver.rule(received -> requests.incrementAndGet() <= 3 ? new Reply(500) : Reply.OK);
    TestRoom room = node.newRoom();
    receiver.subscribe(room, "");
    room.serve(1);
    room.serve(2);
    await(() -> receiver.accepted().size() == 2);

    List<String> ids = receiver.all().stream().map(Received::id).toList();
    assertThat(ids).hasSize(5);
    assertThat(ids.subList(0, 4)).containsOnly(ids.get(0));
    assertThat(ids.get(4)).isNotEqualTo(ids.get(0));
  }

  @Test
  void retry_after_is_honoured() {
    WebhookReceiver receiver = receiver();
    List<Long> times = new ArrayList<>();
    receiver.rule(
        received -> {
          times.add(System.nanoTime());
          return times.size() == 1 ? new Reply(503, "Retry-After", "1") : Reply.OK;
        });
    // give-up-after cuts the pause to 0.7 s; without Retry-After it would be 50 ms at most.
    TestRoom room = node.newRoom();
    receiver.subscribe(room, "");
    room.serve(1);
    await(() -> receiver.accepted().size() == 1);

    assertThat(TimeUnit.NANOSECONDS.toMillis(times.get(1) - times.get(0))).isBetween(600L, 5000L);
  }

  @Test
  void a_slow_receiver_slows_nobody_else() {
    WebhookReceiver slow = receiver();
    WebhookReceiver fast = receiver();
    CompletableFuture<Void> release = new CompletableFuture<>();
    slow.rule(
        received -> {
          release.join();
          return Reply.OK;
        });
    TestRoom room = node.newRoom();
    slow.subscribe(room, "");
    fast.subscribe(room, "");
    for (int i = 0; i < 5; i++) {
      room.serve(1);
    }

    await(() -> fast.accepted().size() == 5);

    assertThat(slow.accepted()).isEmpty();
    release.complete(null);
  }

  @Test
  void a_receiver_that_is_gone_is_switched_off() {
    WebhookReceiver receiver = receiver();
    receiver.rule(received -> new Reply(410));
    TestRoom room = node.newRoom();
    String path = path(receiver.subscribe(room, ""));
    room.serve(1);

    await(() -> !node.admin().get(path).json().get("active").booleanValue());

    room.serve(1);
    assertThat(receiver.all()).hasSize(1);
  }

  @Test
  void what_cannot_be_delivered_becomes_a_dead_letter_and_can_be_replayed() {
    WebhookReceiver receiver = receiver();
    receiver.rule(received -> received.type().equals("room_reset") ? new Reply(500) : Reply.OK);
    TestRoom room = node.newRoom();
    String path = path(receiver.subscribe(room, ""));
    room.reset();
    room.serve(1);
    await(() -> receiver.acceptedTypes().equals(List.of("serving_advanced")));

    JsonNode letters = node.admin().get(path + "/dead-letters").json();
    assertThat(letters.get("dead_letters")).hasSize(1);
    JsonNode letter = letters.get("dead_letters").get(0);
    assertThat(letter.get("failure").textValue()).isEqualTo("The receiver answered 500");
    assertThat(letter.get("event").get("type").textValue()).isEqualTo("room_reset");

    assertThat(node.admin().post(path + "/replay", "{}").json())
        .isEqualTo(
            Answer.parse(
                "{\"delivered\": 0, \"complete\": false,"
                    + " \"failure\": \"The receiver answered 500\"}"));
    receiver.rule(received -> Reply.OK);
    assertThat(node.admin().post(path + "/replay", "{}").json())
        .isEqualTo(Answer.parse("{\"delivered\": 1, \"complete\": true, \"failure\": \"\"}"));
    assertThat(receiver.accepted().get(1).event()).isEqualTo(letter.get("event"));
    assertThat(node.admin().get(path + "/dead-letters").json().get("dead_letters")).isEmpty();
  }

  @Test
  void a_subscription_goes_on_where_it_was_after_it_was_switched_off() {
    WebhookReceiver receiver = receiver();
    TestRoom room = node.newRoom();
    String path = path(receiver.subscribe(room, ""));
    room.serve(1);
    await(() -> receiver.accepted().size() == 1);
    await(() -> node.admin().get(path).json().get("backlog").longValue() == 0);
    put(path, receiver, ", \"active\": false");
    await(() -> !node.stranger().get("/metrics").text().contains(path.substring(15)));
    room.serve(2);
    put(path, receiver, "");

    await(() -> receiver.accepted().size() >= 2);

    assertThat(receiver.accepted().get(1).event().get("data").get("increment_by").intValue())
        .isEqualTo(2);
  }

  private static void put(String path, WebhookReceiver receiver, String members) {
    Answer answer =
        node.admin().send("PUT", path, "{\"url\": \"" + receiver.url() + "\"" + members + "}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  @Test
  void the_alarms_have_subscriptions_of_their_own() {
    WebhookReceiver receiver = receiver();
    Answer answer = node.admin().post("/subscriptions", "{\"url\": \"" + receiver.url() + "\"}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    node.admin().send("PUT", "/alarms/slow", "{\"state\": \"ALARM\"}");

    await(() -> receiver.accepted().size() == 1);

    assertThat(receiver.accepted().get(0).event().get("data"))
        .isEqualTo(Answer.parse("{\"name\": \"slow\", \"state\": \"ALARM\"}"));
  }

  @Test
  void the_counters_come_every_minute_when_the_room_wants_it() {
    WebhookReceiver receiver = receiver();
    TestRoom room = node.newRoom("{\"enable_events_generation\": true}");
    room.token(room.joinServed());
    receiver.subscribe(room, ", \"types\": [\"waiting_room_metrics\"]");

    await(() -> !receiver.accepted().isEmpty());

    assertThat(receiver.accepted().get(0).event().get("data"))
        .isEqualTo(
            Answer.parse(
                """
                {"event_id": "%s", "num_active_tokens": 1, "total_num_tokens": "1",
                 "queue_counter": "1", "serving_number": "1", "completed_sessions": "0",
                 "abandoned_sessions": "0"}"""
                    .formatted(room.id())));
  }
}
