package waitingroom.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.access.Role;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** {@code GET /events}, and the refusals and hidden values of the subscriptions API. */
@Timeout(60)
class EventStreamIT {
  private static final String PUBLIC_URL = "https://93.184.215.14/hook";
  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            EventStreamIT.class, Clock.systemUTC(), "waiting-room.admin.request-timeout = 1s");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private record Sent(String id, String event, JsonNode data) {}

  /** Listens for {@code count} events; completes {@code open} once the stream is open. */
  private static CompletableFuture<List<Sent>> listen(
      String target, int count, CompletableFuture<Void> open, String... headers) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Stream<String> lines = node.signed(Role.OPERATOR).lines(target, headers)) {
            return events(lines.iterator(), count, open);
          }
        });
  }

  private static List<Sent> events(
      Iterator<String> lines, int count, CompletableFuture<Void> open) {
    List<Sent> events = new ArrayList<>();
    String id = "";
    String event = "";
    while (events.size() < count) {
      String line = lines.next();
      if (line.startsWith("retry: ")) {
        open.complete(null);
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        event = line.substring(7);
      } else if (line.startsWith("data: ")) {
        events.add(new Sent(id, event, Answer.parse(line.substring(6))));
      }
    }
    return events;
  }

  private static List<Sent> heard(CompletableFuture<List<Sent>> events) throws Exception {
    return events.get(20, TimeUnit.SECONDS);
  }

  private static String target(TestRoom room, String more) {
    return "/events" + room.query() + more;
  }

  @Test
  void without_a_last_id_it_starts_with_what_happens_from_now_on_and_outlives_the_request_timeout()
      throws Exception {
    TestRoom room = node.newRoom();
    room.serve(7);
    CompletableFuture<Void> open = new CompletableFuture<>();
    CompletableFuture<List<Sent>> events = listen(target(room, ""), 2, open);
    open.get(10, TimeUnit.SECONDS);
    room.serve(1);
    // past waiting-room.admin.request-timeout
    CompletableFuture.runAsync(
            () -> room.serve(2), CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS))
        .join();

    List<Sent> heard = heard(events);
    assertThat(heard).extracting(Sent::event).containsOnly("serving_advanced");
    assertThat(heard)
        .extracting(one -> one.data().get("data").get("increment_by").intValue())
        .containsExactly(1, 2);
    assertThat(heard).allMatch(one -> one.id().equals(one.data().get("id").textValue()));
  }

  @Test
  void it_resumes_behind_the_last_id_of_header_or_query_and_sends_only_the_types_asked_for()
      throws Exception {
    TestRoom room = node.newRoom();
    String visitor = room.joinServed();
    room.token(visitor);
    room.reset();
    List<Sent> all =
        heard(listen(target(room, "&last_event_id=" + room.id() + "/0/0"), 5, opened()));
    assertThat(all)
        .extracting(Sent::event)
        .containsExactly(
            "room_created",
            "positions_assigned",
            "serving_advanced",
            "token_generated",
            "room_reset");
    assertThat(all.get(3).data().get("data").get("request_id").textValue()).isEqualTo(visitor);

    assertThat(heard(listen(target(room, ""), 3, opened(), "Last-Event-ID", all.get(1).id())))
        .isEqualTo(all.subList(2, 5));
    assertThat(
            heard(
                listen(
                    target(room, "&types=room_reset,%20token_generated"),
                    2,
                    opened(),
                    "Last-Event-ID",
                    all.get(0).id())))
        .isEqualTo(all.subList(3, 5));
  }

  @Test
  void the_alarms_have_a_stream_that_resumes_within_what_was_set_together() throws Exception {
    Answer set =
        node.admin()
            .post(
                "/alarms/alertmanager",
                """
                {"version": "4", "status": "firing", "alerts": [
                  {"status": "firing", "labels": {"alertname": "one"}},
                  {"status": "firing", "labels": {"alertname": "two"}}]}""");
    assertThat(set.status()).as(set.toString()).isEqualTo(200);

    List<Sent> both = heard(listen("/events?last_event_id=@alarms/0/0", 2, opened()));
    // Event 1 says in which format the register writes.
    assertThat(both).extracting(Sent::id).containsExactly("@alarms/2/0", "@alarms/2/1");
    assertThat(heard(listen("/events?last_event_id=@alarms/2/0", 1, opened())))
        .isEqualTo(both.subList(1, 2));
  }

  private static CompletableFuture<Void> opened() {
    return new CompletableFuture<>();
  }

  @ParameterizedTest
  @CsvSource({
    "/events?event_id=nowhere, 404",
    "/events?event_id=Sample&types=nothing, 400",
    "/events?event_id=Sample&last_event_id=other/1/0, 400",
    "/subscriptions/none, 404",
    "/subscriptions/none/dead-letters, 404",
    "/subscriptions/none/dead-letters?after=x, 400"
  })
  void what_cannot_be_is_refused(String target, int status) {
    assertThat(node.admin().get(target).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{'url': 'https://127.0.0.1/'}",
        "{'url': 'https://169.254.169.254/latest'}",
        "{'url': 'https://[::1]/'}",
        "{'url': 'http://93.184.215.14/'}",
        "{'url': 'https://93.184.215.14/', 'types': ['nothing']}",
        "{'url': 'https://93.184.215.14/', 'types': 'room_reset'}",
        "{'url': 'https://93.184.215.14/', 'active': 'yes'}",
        "{'url': 'https://93.184.215.14/', 'secret': 'short'}",
        "{'url': 'https://93.184.215.14/', 'start': 'tomorrow'}",
        "{'url': 'https://93.184.215.14/', 'colour': 'red'}"
      })
  void a_subscription_with_something_wrong_is_refused(String body) {
    Answer answer = node.admin().post("/subscriptions", body.replace('\'', '"'));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
  }

  @Test
  void a_secret_is_shown_once_and_only_an_administrator_sets_subscriptions() {
    TestRoom room = node.newRoom();
    // disabled: nothing is sent to that address
    String body = room.body(", \"active\": false, \"url\": \"" + PUBLIC_URL + "\"");
    assertThat(node.signed(Role.OPERATOR).post("/subscriptions", body).status()).isEqualTo(403);
    assertThat(node.stranger().get("/events" + room.query()).status()).isEqualTo(401);

    Answer made = node.admin().post("/subscriptions", body);
    String path = made.header("Location").orElseThrow();
    assertThat(made.json().get("secret").textValue()).startsWith("whsec_");
    assertThat(node.admin().get(path).text()).doesNotContain("whsec_");
    Answer listed = node.signed(Role.VIEWER).get("/subscriptions" + room.query());
    assertThat(listed.json().get("subscriptions")).hasSize(1);
    assertThat(listed.text()).doesNotContain("whsec_").contains(PUBLIC_URL);

    assertThat(node.signed(Role.OPERATOR).send("DELETE", path, "").status()).isEqualTo(403);
    assertThat(node.admin().send("DELETE", path, "").status()).isEqualTo(204);
    assertThat(node.admin().get(path).status()).isEqualTo(404);
  }
}
