package waitingroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;
import waitingroom.testkit.WebhookReceiver;

/** What a node answered holds, although a clock was ahead when the row was written before. */
@Timeout(180)
class ClocksApartIT {
  private static final Duration AHEAD = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final TestClock CLOCK = new TestClock();
  private static final String KEYSPACE = TestCassandra.shared().keyspaceFor(ClocksApartIT.class);
  private static CqlSession session;
  private static TestNode node;
  private boolean ahead;

  @BeforeAll
  static void start() {
    session = TestCassandra.session(TestCassandra.shared().contactPoint());
    node =
        TestNode.start(
            ClocksApartIT.class,
            CLOCK,
            """
            waiting-room {
              projections.idle-after = 1s
              events.webhooks { allow-private-addresses = ["127.0.0.1"], retry-first = 10ms }
            }
            """);
  }

  @AfterAll
  static void stop() {
    node.close();
    session.close();
  }

  @AfterEach
  void clockIsRight() {
    ahead(false);
  }

  /** Moves the clock of the node ten minutes ahead, or back. */
  private void ahead(boolean now) {
    if (ahead != now) {
      CLOCK.advance(now ? AHEAD : AHEAD.negated());
      ahead = now;
    }
  }

  @Test
  void the_client_of_a_room_is_the_last_one_that_was_set() {
    TestRoom room = node.newRoom();
    ahead(true);
    setClient(room, "https://one.example/back");
    ahead(false);
    setClient(room, "https://two.example/back");
    assertThat(client(room).json().at("/redirect_uris/0").textValue())
        .isEqualTo("https://two.example/back");
  }

  @Test
  void a_client_that_was_deleted_is_gone_and_another_can_be_set() {
    TestRoom room = node.newRoom();
    ahead(true);
    setClient(room, "https://one.example/back");
    ahead(false);
    deleteClient(room);
    assertThat(client(room).status()).isEqualTo(404);

    setClient(room, "https://two.example/back");
    ahead(true);
    deleteClient(room);
    ahead(false);
    setClient(room, "https://three.example/back");
    assertThat(client(room).json().at("/redirect_uris/0").textValue())
        .isEqualTo("https://three.example/back");
  }

  /** As 0.1.0 wrote it, with nothing but the time of its node. */
  @Test
  void a_client_that_an_older_version_wrote_ahead_of_time_can_be_replaced_and_deleted() {
    TestRoom replaced = node.newRoom();
    TestRoom deleted = node.newRoom();
    for (TestRoom room : new TestRoom[] {replaced, deleted}) {
      execute(
          "INSERT INTO ks.oidc_clients (event_id, redirect_uris, scopes)"
              + " VALUES ('%s', ['https://one.example/back'], ['openid']) USING TIMESTAMP %s",
          room.id(), laterMicros());
    }
    setClient(replaced, "https://two.example/back");
    deleteClient(deleted);

    assertThat(client(replaced).json().at("/redirect_uris/0").textValue())
        .isEqualTo("https://two.example/back");
    assertThat(client(deleted).status()).isEqualTo(404);
  }

  @Test
  void the_page_of_a_room_is_the_last_one_that_was_published() {
    TestRoom room = node.newRoom();
    ahead(true);
    room.design("{\"name\": \"Sale Alpha\"}");
    ahead(false);
    room.design("{\"name\": \"Sale Beta\"}");
    assertThat(page(room)).contains("Sale Beta").doesNotContain("Sale Alpha");

    ahead(true);
    assertThat(node.admin().send("DELETE", "/rooms/" + room.id() + "/page", "").status())
        .isEqualTo(204);
    ahead(false);
    room.design("{\"name\": \"Sale Gamma\"}");
    assertThat(page(room)).contains("Sale Gamma");
  }

  @Test
  void a_subscription_is_as_it_was_last_set_and_deleted_for_good() {
    TestRoom room = node.newRoom();
    ahead(true);
    String path = subscription(room, "http://127.0.0.1:1/one");
    ahead(false);
    Answer changed =
        node.admin().send("PUT", path, "{\"url\": \"http://127.0.0.1:1/two\", \"active\": false}");
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    JsonNode found = node.admin().get(path).json();
    assertThat(found.get("url").textValue()).endsWith("/two");
    assertThat(found.get("active").booleanValue()).isFalse();

    ahead(true);
    node.admin().send("PUT", path, "{\"url\": \"http://127.0.0.1:1/three\"}");
    ahead(false);
    assertThat(node.admin().send("DELETE", path, "").status()).isEqualTo(204);
    assertThat(node.admin().get(path).status()).isEqualTo(404);
    assertThat(node.admin().get("/subscriptions").text()).doesNotContain("/three");
  }

  @Test
  void a_receiver_that_is_gone_switches_off_a_subscription_that_was_set_ahead_of_time() {
    TestRoom room = node.newRoom();
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.rule(received -> new WebhookReceiver.Reply(410));
      ahead(true);
      String path = subscription(room, receiver.url());
      ahead(false);
      room.join();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> !node.admin().get(path).json().get("active").booleanValue());

      String on = "{\"url\": \"" + receiver.url() + "\", \"active\": false}";
      assertThat(node.admin().send("PUT", path, on.replace("false", "true")).json().get("active"))
          .isEqualTo(Answer.parse("true"));
    }
  }

  private static void execute(String cql, Object... values) {
    session.execute(cql.replace("ks.", KEYSPACE + ".").formatted(values));
  }

  private static long laterMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().plus(AHEAD));
  }

  private static String subscription(TestRoom room, String url) {
    Answer made = node.admin().post("/subscriptions", room.body(", \"url\": \"" + url + "\""));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return made.header("Location").orElseThrow();
  }

  private static String page(TestRoom room) {
    return node.visitor().get("/waiting-room/" + room.id()).text();
  }

  private static void setClient(TestRoom room, String uri) {
    Answer answer =
        node.admin()
            .send(
                "PUT", "/rooms/" + room.id() + "/client", "{\"redirect_uris\": [\"" + uri + "\"]}");
    assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
  }

  private static void deleteClient(TestRoom room) {
    assertThat(node.admin().send("DELETE", "/rooms/" + room.id() + "/client", "").status())
        .isEqualTo(204);
  }

  private static Answer client(TestRoom room) {
    return node.admin().get("/rooms/" + room.id() + "/client");
  }
}
