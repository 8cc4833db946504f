package waitingroom.contract.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Rooms API, with deviation 18. */
@OnNode(Profile.PLAIN)
class RoomsApiIT {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @Test
  void put_opens_a_room_that_visitors_use_at_once() {
    String id = newId();
    Answer created = put(id, "{}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("ETag")).contains("\"v1\"");
    assertThat(created.header("Cache-Control")).contains("no-store");
    JsonNode room = created.json();
    assertThat(Expect.members(room))
        .containsExactly("event_id", "state", "epoch", "settings", "counters");
    assertThat(room.get("event_id").textValue()).isEqualTo(id);
    assertThat(room.get("state").textValue()).isEqualTo("open");
    assertThat(room.get("epoch").intValue()).isEqualTo(1);
    assertThat(room.get("settings"))
        .isEqualTo(
            Answer.parse(
                """
                {"validity_period": 3600, "enable_queue_position_expiry": true,
                 "queue_position_expiry_period": 900, "incr_svc_on_queue_position_expiry": false,
                 "heartbeat_timeout": 0, "heartbeat_check_interval": 10,
                 "inlet": {"strategy": "manual"},
                 "paused": false, "queue_all": false, "max_queue_length": 0,
                 "enable_events_generation": false, "message": "",
                 "queueing_method": "fifo"}\
                """));
    assertThat(Expect.members(room.get("counters")))
        .containsExactly(
            "queue_counter",
            "serving_counter",
            "token_counter",
            "expired_queue_counter",
            "completed_counter",
            "abandoned_counter",
            "waiting_num",
            "active_tokens");
    assertThat(new TestRoom(node, id).join()).isNotEmpty();
  }

  @Test
  void get_shows_every_counter() {
    TestRoom room = node.newRoom();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(room.join());
    }
    room.serve(4);
    for (int i = 0; i < 3; i++) {
      room.token(ids.get(i));
    }
    room.end(ids.get(0), 1);
    room.end(ids.get(1), -1);
    assertThat(room.counters())
        .isEqualTo(
            Answer.parse(
                """
                {"queue_counter": 5, "serving_counter": 4, "token_counter": 3,
                 "expired_queue_counter": 0, "completed_counter": 1, "abandoned_counter": 1,
                 "waiting_num": 2, "active_tokens": 1}\
                """));
  }

  @Test
  void the_list_has_every_room_by_name() {
    TestRoom room = node.newRoom();
    room.join();
    Answer answer = node.admin().get("/rooms");
    assertThat(answer.status()).isEqualTo(200);
    List<String> names = answer.json().get("rooms").findValuesAsText("event_id");
    assertThat(names).contains("Sample", room.id()).isSorted().doesNotHaveDuplicates();
    JsonNode entry = answer.json().get("rooms").get(names.indexOf(room.id()));
    assertThat(entry)
        .isEqualTo(
            Answer.parse(
                "{\"event_id\": \"%s\", \"state\": \"open\", \"waiting_num\": 1}"
                    .formatted(room.id())));
  }

  @Test
  void settings_change_with_the_etag_that_was_seen() {
    String id = newId();
    put(id, "{}");
    Answer changed = put(id, "{\"validity_period\": 60}", "If-Match", "\"v1\"");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).contains("\"v2\"");
    TestRoom room = new TestRoom(node, id);
    assertThat(room.document().json().get("settings").get("validity_period").intValue())
        .isEqualTo(60);
    assertThat(room.token(room.joinServed()).json().get("expires_in").intValue()).isEqualTo(60);
    assertThat(room.document().header("ETag")).contains("\"v2\"");
  }

  @Test
  void a_change_touches_neither_places_nor_counters() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    assertThat(put(room.id(), "{\"validity_period\": 60}", "If-Match", "*").status())
        .isEqualTo(200);
    assertThat(room.counter("serving_counter")).isEqualTo(1);
    assertThat(room.token(requestId).status()).isEqualTo(200);
  }

  @Test
  void the_same_settings_again_keep_the_etag() {
    TestRoom room = node.newRoom("{\"validity_period\": 60}");
    Answer again = put(room.id(), "{\"validity_period\": 60}", "If-Match", "\"v1\"");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("ETag")).contains("\"v1\"");
  }

  @Test
  void a_room_that_exists_is_not_changed_without_a_precondition() {
    TestRoom room = node.newRoom();
    Expect.problem(put(room.id(), "{\"validity_period\": 60}"), 428, "If-Match");
    Expect.problem(put(room.id(), "{\"validity_period\": 60}", "If-None-Match", "*"), 412, "ETag");
    assertUnchanged(room);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"v2\"",
        "\"v0\"",
        "\"v9999999999999999999\"",
        "v1",
        "\"x\"",
        "W/\"v1\"",
        "\"v01\"",
        ""
      })
  void a_stale_or_foreign_etag_is_412(String etag) {
    TestRoom room = node.newRoom();
    Expect.problem(put(room.id(), "{\"validity_period\": 60}", "If-Match", etag), 412, "ETag");
    assertUnchanged(room);
  }

  @Test
  void of_two_changes_on_the_same_etag_one_wins() {
    TestRoom room = node.newRoom();
    assertThat(put(room.id(), "{\"validity_period\": 60}", "If-Match", "\"v1\"").status())
        .isEqualTo(200);
    Expect.problem(put(room.id(), "{\"validity_period\": 70}", "If-Match", "\"v1\""), 412, "ETag");
  }

  @Test
  void no_new_room_has_the_name_of_the_stream_of_all_rooms() {
    Expect.problem(put("live", "{}"), 400, "choose another name");
  }

  @Test
  void preconditions_on_a_room_that_never_was() {
    Expect.problem(put(newId(), "{}", "If-Match", "*"), 412, "");
    Expect.problem(put(newId(), "{}", "If-Match", "\"v1\""), 412, "");
    assertThat(put(newId(), "{}", "If-None-Match", "*").status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"speed\": 1} | \"speed\"",
        "{\"Validity_period\": 1} | \"Validity_period\"",
        "{\"validityPeriod\": 1} | \"validityPeriod\"",
        "{\"validity_period\": \"60\"} | validity_period",
        "{\"validity_period\": 1.5} | validity_period",
        "{\"validity_period\": null} | validity_period",
        "{\"validity_period\": true} | validity_period",
        "{\"validity_period\": [60]} | validity_period",
        "{\"validity_period\": {}} | validity_period",
        "{\"validity_period\": 0} | validity_period",
        "{\"validity_period\": -1} | validity_period",
        "{\"validity_period\": 31536001} | validity_period",
        "{\"validity_period\": 9223372036854775808} | validity_period",
        "{\"validity_period\": 1e400} | validity_period",
        "{\"validity_period\": 1e2147483647} | validity_period",
        "{\"validity_period\": 60, \"validity_period\": 70} | JSON object",
        "[] | JSON object",
        "null | JSON object",
        "1 | JSON object",
        "x | JSON object",
        "{} {} | JSON object",
        "{\"validity_period\": NaN} | JSON object",
        "`` | JSON object"
      })
  void a_wrong_setting_is_refused_by_name(String body, String named) {
    TestRoom room = node.newRoom();
    Expect.problem(put(room.id(), body, "If-Match", "*"), 400, named);
    assertUnchanged(room);
    String fresh = newId();
    Expect.problem(put(fresh, body), 400, named);
    Expect.problem(node.admin().get("/rooms/" + fresh), 404, "no room");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 31_536_000})
  void settings_may_be_at_their_bounds(long validity) {
    TestRoom room = node.newRoom("{\"validity_period\": " + validity + "}");
    assertThat(room.token(room.joinServed()).json().get("expires_in").longValue())
        .isEqualTo(validity);
  }

  @Test
  void a_body_past_the_limit_is_413() {
    String body = "{\"x\": \"" + "x".repeat(300_000) + "\"}";
    Expect.problem(put(newId(), body), 413, "too long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "%20",
        "a%20b",
        "a%26b",
        "%C3%A9",
        "a%3Cb%3E",
        "a:b",
        "a@b",
        "%00",
        "a;b",
        "a+b",
        "~",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void deviation_18_an_id_of_other_characters_or_too_long_is_400(String id) {
    Expect.problem(put(id, "{}"), 400, "event id");
    Expect.problem(node.admin().get("/rooms/" + id), 400, "event id");
    Expect.problem(node.admin().send("DELETE", "/rooms/" + id, ""), 400, "event id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A.b_c-9",
        "0",
        "-",
        "1234567890123456789012345678901234567890123456789012345678901234"
      })
  void deviation_18_an_id_of_letters_digits_and_three_marks_works_throughout(String id) {
    assertThat(put(id, "{}").status()).isEqualTo(201);
    TestRoom room = new TestRoom(node, id);
    String requestId = room.joinServed();
    assertThat(room.token(requestId).status()).isEqualTo(200);
    assertThat(room.place(requestId).status()).isEqualTo(200);
  }

  @Test
  void a_room_that_never_was_is_404() {
    Expect.problem(node.admin().get("/rooms/Nobody"), 404, "PUT");
    Expect.problem(node.admin().send("DELETE", "/rooms/Nobody", ""), 404, "PUT");
  }

  private static void assertUnchanged(TestRoom room) {
    assertThat(room.document().header("ETag")).contains("\"v1\"");
    assertThat(room.document().json().get("settings").get("validity_period").intValue())
        .isEqualTo(3600);
  }

  private static Answer put(String id, String body, String... headers) {
    return node.admin().send("PUT", "/rooms/" + id, body, headers);
  }

  private static String newId() {
    return "new-" + NAMES.incrementAndGet();
  }
}
