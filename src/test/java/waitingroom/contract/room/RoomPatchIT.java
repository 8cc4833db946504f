package waitingroom.contract.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** PATCH of a room: it changes some settings while people wait, and keeps the others. */
@OnNode(Profile.PLAIN)
class RoomPatchIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @Test
  void an_operator_pauses_a_room_and_everything_else_stays() {
    TestRoom room = node.newRoom("{\"validity_period\": 77, \"max_queue_length\": 5}");
    String requestId = room.join();

    Answer paused = patch(room, "{\"paused\": true}");

    assertThat(paused.status()).as(paused.toString()).isEqualTo(200);
    assertThat(paused.header("ETag")).contains("\"v2\"");
    JsonNode settings = paused.json().get("settings");
    assertThat(settings.get("paused").booleanValue()).isTrue();
    assertThat(settings.get("validity_period").intValue()).isEqualTo(77);
    assertThat(settings.get("max_queue_length").intValue()).isEqualTo(5);
    room.serve(1);
    Expect.error(room.token(requestId), 202, "Waiting room is paused");
  }

  @Test
  void an_integer_may_be_written_with_a_point() {
    TestRoom room = node.newRoom();
    Answer patched = patch(room, "{\"validity_period\": 600.0, \"max_queue_length\": 1e2}");
    assertThat(patched.status()).as(patched.toString()).isEqualTo(200);
    JsonNode settings = patched.json().get("settings");
    assertThat(settings.get("validity_period").toString()).isEqualTo("600");
    assertThat(settings.get("max_queue_length").toString()).isEqualTo("100");
    Expect.problem(patch(room, "{\"validity_period\": 600.5}"), 400, "validity_period");
  }

  @Test
  void a_change_that_changes_nothing_makes_no_version() {
    TestRoom room = node.newRoom();
    assertThat(patch(room, "{}").header("ETag")).contains("\"v1\"");
  }

  @Test
  void changes_at_the_same_time_are_all_kept() {
    TestRoom room = node.newRoom();
    List<String> changes =
        List.of("{\"paused\": true}", "{\"queue_all\": true}", "{\"max_queue_length\": 9}");

    List<CompletableFuture<Answer>> answers =
        changes.stream()
            .map(change -> CompletableFuture.supplyAsync(() -> patch(room, change)))
            .toList();

    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
    JsonNode settings = room.document().json().get("settings");
    assertThat(settings.get("paused").booleanValue()).isTrue();
    assertThat(settings.get("queue_all").booleanValue()).isTrue();
    assertThat(settings.get("max_queue_length").intValue()).isEqualTo(9);
  }

  @Test
  void who_says_which_version_they_saw_does_not_overwrite_another() {
    TestRoom room = node.newRoom();
    assertThat(patch(room, "{\"paused\": true}", "If-Match", "\"v1\"").status()).isEqualTo(200);
    assertThat(patch(room, "{\"paused\": false}", "If-Match", "\"v1\"").status()).isEqualTo(412);
    assertThat(patch(room, "{\"paused\": false}", "If-Match", "*").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"nope\": 1} | nope", "{\"paused\": 1} | paused", "[] | JSON object"})
  void bad_values_are_refused_by_name_and_change_nothing(String body, String name) {
    TestRoom room = node.newRoom();
    Answer answer = patch(room, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").textValue()).contains(name);
    assertThat(room.document().header("ETag")).contains("\"v1\"");
  }

  @Test
  void a_room_that_is_not_open_cannot_be_patched() {
    TestRoom room = node.newRoom();
    node.admin().send("DELETE", "/rooms/" + room.id(), "");
    assertThat(patch(room, "{}").status()).isEqualTo(410);
    assertThat(node.admin().send("PATCH", "/rooms/nobody-made-it", "{}").status()).isEqualTo(404);
  }

  @Test
  void a_viewer_may_not() {
    TestRoom room = node.newRoom();
    assertThat(node.signed(Role.VIEWER).send("PATCH", "/rooms/" + room.id(), "{}").status())
        .isEqualTo(403);
  }

  @Test
  void if_match_star_does_not_open_a_closed_room() {
    TestRoom room = node.newRoom();
    IntStream.range(0, 3).forEach(i -> room.join());
    node.admin().send("DELETE", "/rooms/" + room.id(), "");
    assertThat(node.admin().send("PUT", "/rooms/" + room.id(), "{}", "If-Match", "*").status())
        .isEqualTo(412);
    assertThat(room.document().json().get("state").textValue()).isEqualTo("closed");
  }

  private static Answer patch(TestRoom room, String body, String... headers) {
    return node.signed(Role.OPERATOR).send("PATCH", "/rooms/" + room.id(), body, headers);
  }
}
