package waitingroom.contract.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.Credentials;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** A node after a restart; each test restarts it once. */
@Tag("heavy")
class RestartIT {
  private static final TestClock CLOCK = new TestClock();
  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            RestartIT.class, CLOCK, "waiting-room.rooms.position-expiry-check-interval = 0s");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void everything_is_there_after_a_restart() {
    TestRoom room = node.newRoom("{\"validity_period\": 600}");
    String alive = room.joinServed();
    String ended = room.joinServed();
    String expired = room.joinServed();
    String waiting = room.join();
    String token = room.token(alive).text();
    room.token(ended);
    room.end(ended, 1);
    room.operatorToken(expired, ", \"validity_period\": 10");
    TestRoom closed = node.newRoom();
    assertThat(node.admin().send("DELETE", "/rooms/" + closed.id(), "").status()).isEqualTo(204);
    TestRoom reset = node.newRoom();
    String forgotten = reset.joinServed();
    reset.reset();
    Answer document = room.document();
    List<Answer> places = List.of(room.place(alive), room.place(waiting));

    node = node.restarted();
    TestRoom again = new TestRoom(node, room.id());
    assertThat(again.document().text()).isEqualTo(document.text());
    assertThat(again.document().header("ETag")).isEqualTo(document.header("ETag"));
    assertThat(again.place(alive).text()).isEqualTo(places.get(0).text());
    assertThat(again.place(waiting).text()).isEqualTo(places.get(1).text());
    assertThat(again.token(alive).text()).isEqualTo(token);
    assertThat(again.token(ended).status()).isEqualTo(410);
    assertThat(again.token(waiting).status()).isEqualTo(202);
    CLOCK.advance(Duration.ofSeconds(11));
    assertThat(again.token(expired).status()).isEqualTo(410);
    assertThat(again.expiredTokens()).containsExactly(expired);

    Expect.error(node.visitor().get("/serving_num" + closed.query()), 410, "Event is closed");
    assertThat(new TestRoom(node, reset.id()).place(forgotten).status()).isEqualTo(202);
    JsonNode rooms = node.admin().get("/rooms").json().get("rooms");
    assertThat(rooms.findValuesAsText("event_id"))
        .contains("Sample", room.id(), closed.id(), reset.id());

    String next = again.join();
    assertThat(again.position(next)).isEqualTo(5);
  }

  @Test
  void settings_survive_a_restart() {
    TestRoom room =
        node.newRoom(
            """
            {"validity_period": 61, "queue_position_expiry_period": 62,
             "incr_svc_on_queue_position_expiry": true, "heartbeat_timeout": 63,
             "heartbeat_check_interval": 4, "max_queue_length": 5, "paused": true,
             "message": "Back at noon",
             "inlet": {"strategy": "periodic", "increment_by": 6, "interval": 7,
                       "start_time": 8, "end_time": 9, "alarm": "ten"}}""");
    TestRoom capped =
        node.newRoom(
            """
            {"queue_all": true, "inlet": {"strategy": "capacity",
             "total_active_users": 11, "new_users_per_minute": 12}}""");
    JsonNode before = settings(room);
    JsonNode beforeCapped = settings(capped);

    node = node.restarted();

    assertThat(settings(room.on(node))).isEqualTo(before);
    assertThat(settings(capped.on(node))).isEqualTo(beforeCapped);
  }

  private static JsonNode settings(TestRoom room) {
    return room.document().json().get("settings");
  }

  @Test
  void after_a_restart_everybody_has_one_full_timeout_of_grace() {
    TestRoom before = node.newRoom("{\"heartbeat_timeout\": 20, \"heartbeat_check_interval\": 1}");
    before.token(before.joinServed());
    pass(before, 15);
    node = node.restarted();
    TestRoom room = before.on(node);
    pass(room, 19);
    assertThat(room.counter("active_tokens")).isEqualTo(1);
    pass(room, 2);
    assertThat(room.counter("active_tokens")).isZero();
    assertThat(room.counter("abandoned_counter")).isEqualTo(1);
  }

  @Test
  void what_a_periodic_inlet_missed_in_a_restart_is_not_made_up_for() {
    CLOCK.advance(Duration.ofSeconds(65 - CLOCK.seconds() % 60));
    TestRoom before =
        node.newRoom("{\"inlet\": {\"strategy\": \"periodic\", \"increment_by\": 3}}");
    servingAfter(before, 55, 3);
    node = node.restarted(() -> CLOCK.advance(Duration.ofSeconds(605)));
    TestRoom room = before.on(node);
    servingAfter(room, 54, 3);
    servingAfter(room, 1, 6);
  }

  private static void servingAfter(TestRoom room, int seconds, long serving) {
    pass(room, seconds);
    assertThat(room.counter("serving_counter")).isEqualTo(serving);
  }

  /** Advances the clock and waits for the room's next sweep. */
  private static void pass(TestRoom room, int seconds) {
    CLOCK.advance(Duration.ofSeconds(seconds));
    room.awaitSweep();
  }

  @Test
  void access_keys_outlive_a_restart() {
    Answer added =
        node.admin().post("/access-keys", "{\"name\": \"survivor\", \"role\": \"viewer\"}");
    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    JsonNode key = added.json();
    node = node.restarted();
    var pair =
        AwsCredentialsIdentity.create(
            key.get("key_id").textValue(), key.get("secret_access_key").textValue());
    for (Credentials credentials :
        List.of(
            Credentials.signature(pair, CLOCK),
            Credentials.bearer(key.get("bearer_token").textValue()))) {
      assertThat(node.stranger().with(credentials).get("/rooms").status()).isEqualTo(200);
    }
  }

  @Test
  void until_a_node_knows_which_sessions_are_over_the_authorizer_says_503_and_never_a_wrong_200() {
    TestRoom room = node.newRoom();
    String leaving = room.joinServed();
    String stays = room.token(room.joinServed()).json().get("access_token").textValue();
    String leaves = room.token(leaving).json().get("access_token").textValue();
    room.end(leaving, -1);

    node = node.restarted();
    ApiClient visitor = node.visitor();
    String target = "/authorizer" + room.query() + "&live=true";
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              Answer left = visitor.send("GET", target, "", "Authorization", leaves);
              assertThat(left.status()).isIn(403, 503);
              return visitor.send("GET", target, "", "Authorization", stays).status() == 200;
            });
    assertThat(visitor.send("GET", target, "", "Authorization", leaves).status()).isEqualTo(403);
  }
}
