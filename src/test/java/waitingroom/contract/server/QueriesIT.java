package waitingroom.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.RawHttp;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Parts 0.2 and 0.4 of the contract: queries, and how long a position is cached. */
@OnNode(Profile.QUICK)
class QueriesIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "?event_id=", "?event_id=%20", "?event_id", "?other=Sample"})
  void a_missing_or_blank_parameter_is_named(String query) {
    for (String path : List.of("/serving_num", "/waiting_num", "/public_key")) {
      Expect.message(
          node.visitor().get(path + query), 400, "Missing required request parameters: [event_id]");
    }
    for (String path : List.of("/num_active_tokens", "/expired_tokens")) {
      Expect.message(
          node.admin().get("/api" + path + query),
          400,
          "Missing required request parameters: [event_id]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/queue_num", "/queue_pos_expiry", "/estimated_wait", "/line"})
  void several_missing_parameters_are_all_named(String path) {
    Expect.message(
        node.visitor().get(path),
        400,
        "Missing required request parameters: [request_id, event_id]");
    Expect.message(
        node.visitor().get(path + "?event_id=Sample"),
        400,
        "Missing required request parameters: [request_id]");
    Expect.message(
        node.visitor().get(path + "?request_id=" + TestRoom.UNKNOWN_ID),
        400,
        "Missing required request parameters: [event_id]");
  }

  @Test
  void parameters_are_decoded_and_unknown_ones_ignored() {
    TestRoom room = node.newRoom();
    String encoded = room.id().replace("-", "%2D").replace("r", "%72");
    assertThat(node.visitor().get("/serving_num?_=123&event_id=" + encoded + "&x").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event_id=%zz",
        "event_id=Sample%",
        "event_id=Sample%4",
        "event_id=Sample&x=%",
        "event_id=%FF%FE",
        "event_id=%C3",
        "event_id=Sample\u00e9",
        "event_id=Sample&event_id=Other",
        "event_id=Sample&event_id=",
        "event_id=a&&&=&=b",
        "event_id=<Sample>",
        "event_id={Sample}",
        "event_id=a|b",
        "event_id=a\\b",
        "event_id=%00",
        "event_id=a+b",
        "event_id==",
        "=Sample"
      })
  void deviation_13_a_malformed_query_is_4xx(String query) {
    Answer answer =
        RawHttp.send(
            node.visitor().base(),
            "GET /serving_num?" + query + " HTTP/1.1",
            List.of(),
            new byte[0]);
    boolean good = query.equals("event_id=Sample&x=%");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(good ? 200 : 400);
    assertReadable(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/serving_num", "/waiting_num", "/public_key", "/stream"})
  void the_last_of_repeated_events_counts(String path) {
    TestRoom room = node.newRoom();
    String query = "?event_id=Nobody&x=1&event_id=" + room.id();
    if (!path.equals("/stream")) { // which has no end
      assertThat(node.visitor().get(path + query).status()).isEqualTo(200);
    }
    assertThat(node.visitor().get(path + query + "&event_id=Nobody").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/num_active_tokens", "/expired_tokens"})
  void the_last_of_repeated_events_counts_for_operators_too(String path) {
    TestRoom room = node.newRoom();
    String query = "/api" + path + "?event_id=Nobody&event_id=" + room.id();
    assertThat(node.admin().get(query).status()).isEqualTo(200);
    assertThat(node.admin().get(query + "&event_id=Nobody").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/queue_num", "/estimated_wait", "/line"})
  void the_last_of_repeated_requests_counts(String path) {
    TestRoom room = node.newRoom();
    String requestId = room.join();
    String twice = "?event_id=x&request_id=x&event_id=" + room.id() + "&request_id=";
    assertThat(node.visitor().get(path + twice + requestId).status()).isEqualTo(200);
    assertThat(node.visitor().get(path + twice + requestId + "&request_id=x").status())
        .isEqualTo(400);
  }

  /** On a node that has been told of a CDN that is purged. */
  @Test
  void a_position_is_kept_for_minutes_in_browsers_and_long_in_a_cdn_that_can_be_purged() {
    TestRoom room = node.newRoom();
    Answer known = room.place(room.join());
    assertThat(known.header("Cache-Control")).contains("private, max-age=300");
    assertThat(known.header("CDN-Cache-Control")).contains("max-age=86400");
    Answer unknown = room.place(TestRoom.UNKNOWN_ID);
    assertThat(unknown.header("Cache-Control")).contains("no-store");
    assertThat(unknown.header("CDN-Cache-Control")).isEmpty();
  }

  private static void assertReadable(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isLessThan(500);
    Expect.compatible(answer, answer.status() == 200 ? "public, max-age=2" : Expect.NO_STORE);
    assertThat(answer.json().isObject()).isTrue();
  }
}
