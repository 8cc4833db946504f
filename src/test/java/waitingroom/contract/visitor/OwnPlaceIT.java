package waitingroom.contract.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.PushedEvents;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** The request id in a header or a cookie, in place of the address. */
@OnNode(Profile.QUICK)
@Timeout(60)
class OwnPlaceIT {
  private static final String HEADER = "X-Waiting-Room-Request-Id";
  private static final String PRIVATE = "private, no-store";
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  private static String cookie(TestRoom room, String requestId) {
    return "waiting_room_place_" + room.id() + "=" + requestId;
  }

  private static Answer got(String path, TestRoom room, String... headers) {
    return node.visitor().send("GET", path + room.query(), "", headers);
  }

  /** Asserts that no cache may keep it, and by what it differs. */
  private static Answer own(Answer answer, int status) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    Expect.compatible(answer, PRIVATE);
    assertThat(answer.header("Vary")).contains("Cookie, " + HEADER);
    assertThat(answer.headers()).doesNotContainKey("CDN-Cache-Control");
    return answer;
  }

  /** Some proxies pass the cookies of HTTP/2 on in several lines. */
  @Test
  void the_id_is_found_in_a_second_line_of_cookies() {
    TestRoom room = node.newRoom();
    String id = room.join();
    own(got("/line", room, "Cookie", "a=b", "Cookie", cookie(room, id)), 200);
    own(got("/line", room, "Cookie", cookie(room, id), "Cookie", "a=b"), 200);
    Expect.message(
        got("/line", room, "Cookie", "a=b", "Cookie", "c=d"),
        400,
        "Missing required request parameters: [request_id]");
  }

  @ParameterizedTest
  @CsvSource({"/line, 200", "/estimated_wait, 200", "/queue_num, 200", "/queue_pos_expiry, 202"})
  void the_answer_is_that_of_the_query_and_nobody_elses(String path, int status) {
    TestRoom room = node.newRoom();
    String first = room.join();
    String second = room.join();
    for (String id : new String[] {first, second, first}) {
      String asked = node.visitor().get(path + room.query(id)).text();
      assertThat(own(got(path, room, HEADER, id), status).text()).isEqualTo(asked);
      assertThat(own(got(path, room, "Cookie", cookie(room, id)), status).text()).isEqualTo(asked);
      assertThat(own(got("/api" + path, room, HEADER, id), status).text()).isEqualTo(asked);
    }
    assertThat(node.visitor().get(path + room.query(first)).headers()).doesNotContainKey("Vary");
  }

  @ParameterizedTest
  @CsvSource({
    "/line, 404, 400",
    "/estimated_wait, 202, 400",
    "/queue_num, 202, 400",
    "/queue_pos_expiry, 404, 400",
    "/stream, 404, 400"
  })
  void a_wrong_id_is_refused_as_in_the_query_and_no_cache_keeps_that(
      String path, int unknown, int malformed) {
    TestRoom room = node.newRoom();
    own(got(path, room, HEADER, TestRoom.UNKNOWN_ID), unknown);
    own(got(path, room, HEADER, "x"), malformed);
    own(got(path, room, HEADER, "x".repeat(4000)), malformed);
  }

  @Test
  void without_any_the_parameter_is_missing_as_ever() {
    TestRoom room = node.newRoom();
    String missing = "Missing required request parameters: [request_id]";
    String id = room.join();
    TestRoom other = node.newRoom();
    Expect.message(got("/line", room), 400, missing);
    Expect.message(got("/line", room, "Cookie", cookie(other, id)), 400, missing);
    Expect.message(
        got("/line", room, "Cookie", cookie(room, id), "Sec-Fetch-Site", "same-site"),
        400,
        missing);
  }

  @ParameterizedTest
  @CsvSource({
    "/line, true",
    "/stream, true",
    "/api/queue_num, true",
    "/heartbeat, false",
  })
  void pages_of_other_origins_may_send_the_header_where_it_is_read(String path, boolean read) {
    Answer preflight =
        node.visitor()
            .send(
                "OPTIONS",
                path,
                "",
                "Origin",
                "https://shop.example",
                "Access-Control-Request-Headers",
                "accept, x-waiting-room-request-id");
    assertThat(preflight.status()).isEqualTo(200);
    String allowed = preflight.header("Access-Control-Allow-Headers").orElseThrow();
    assertThat(List.of(allowed.split(",", -1)).contains(HEADER)).isEqualTo(read);
    assertThat(preflight.header("Access-Control-Max-Age").isPresent()).isEqualTo(read);
  }

  @Test
  void nothing_is_changed_by_a_cookie() {
    TestRoom room = node.newRoom();
    String id = room.joinServed();
    for (String path : new String[] {"/generate_token", "/heartbeat"}) {
      Answer answer =
          node.visitor()
              .send(
                  "POST",
                  path,
                  room.body(""),
                  "Content-Type",
                  "application/json",
                  "Cookie",
                  cookie(room, id));
      Expect.message(answer, 400, "Invalid request body");
    }
    assertThat(room.counter("token_counter")).isZero();
  }

  @Test
  void a_stream_knows_its_reader_by_header_or_cookie() throws Exception {
    TestRoom room = node.newRoom();
    String id = room.join(2).get(1);
    String[][] ways = {{HEADER, id}, {"Cookie", cookie(room, id)}};
    for (String[] way : ways) {
      try (PushedEvents events =
          PushedEvents.of(node.visitor(), "/stream" + room.query(), way[0], way[1])) {
        assertThat(events.next("place").get("position").intValue()).isEqualTo(2);
      }
    }
  }

  @Test
  void a_reader_of_the_line_alone_is_not_stopped_by_a_cookie_of_no_place() throws Exception {
    TestRoom room = node.newRoom();
    for (String stale : new String[] {"x", TestRoom.UNKNOWN_ID}) {
      try (PushedEvents events =
          PushedEvents.of(
              node.visitor(), "/stream" + room.query(), "Cookie", cookie(room, stale))) {
        assertThat(events.next().name()).isEqualTo("line");
      }
    }
    String old = room.join();
    room.reset();
    try (PushedEvents events =
        PushedEvents.of(node.visitor(), "/stream" + room.query(), "Cookie", cookie(room, old))) {
      assertThat(events.next().name()).isEqualTo("unknown");
      events.awaitEnd();
    }
  }
}
