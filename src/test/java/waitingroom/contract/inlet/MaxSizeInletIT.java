package waitingroom.contract.inlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Inlet {@code max_size} and the messages that drive it (contract, part 5; deviation 12). */
@OnNode(Profile.PLAIN)
class MaxSizeInletIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @Test
  void as_many_come_in_as_went_out_and_never_more_than_there_is_room_for() {
    TestRoom room = newRoom(3);
    room.join(10);
    letIn(message(room, ", \"exited\": 2"), 0, 2);
    letIn(message(room, ", \"exited\": \"1\""), 0, 1);
    letIn(message(room, ", \"exited\": 1"), 0, 0);
    assertThat(room.counter("serving_counter")).isEqualTo(3);
  }

  @Test
  void what_is_free_is_filled_when_more_left_than_that() {
    TestRoom room = newRoom(3);
    room.join(10);
    letIn(message(room, ", \"exited\": 1000"), 0, 3);
  }

  @Test
  void sessions_end_and_leave_their_places_to_others() {
    TestRoom room = newRoom(3);
    List<String> ids = room.join(10);
    letIn(message(room, ", \"exited\": 3"), 0, 3);
    ids.subList(0, 3).forEach(room::token);
    letIn(
        message(
            room,
            ", \"completed\": [\"%s\"], \"abandoned\": [\"%s\"]".formatted(ids.get(0), ids.get(1))),
        2,
        2);
    assertThat(room.counter("completed_counter")).isEqualTo(1);
    assertThat(room.counter("abandoned_counter")).isEqualTo(1);
    assertThat(room.counter("serving_counter")).isEqualTo(5);
    assertThat(room.token(ids.get(4)).status()).isEqualTo(200);
    assertThat(room.token(ids.get(1)).status()).isEqualTo(410);
  }

  @Test
  void deviation_12_counts_do_not_leak_into_the_next_message() {
    TestRoom room = newRoom(3);
    String requestId = room.joinServed();
    room.token(requestId);
    letIn(message(room, ", \"completed\": [\"" + requestId + "\"]"), 1, 1);
    letIn(message(room, ", \"completed\": [\"" + requestId + "\"]"), 0, 0);
    letIn(message(room, ""), 0, 0);
    assertThat(room.counter("serving_counter")).isEqualTo(2);
  }

  @Test
  void deviation_12_the_counter_never_goes_backwards() {
    TestRoom room = newRoom(2);
    List<String> ids = room.join(5);
    room.serve(5);
    ids.forEach(room::token);
    letIn(message(room, ", \"exited\": 1"), 0, 0);
    letIn(message(room, ", \"exited\": -4"), 0, 0);
    letIn(message(room, ", \"completed\": [\"" + ids.get(0) + "\"]"), 1, 0);
    assertThat(room.counter("serving_counter")).isEqualTo(5);
  }

  @Test
  void what_the_message_says_of_those_who_left_comes_before_the_count_of_the_ended() {
    TestRoom room = newRoom(100);
    List<String> ids = room.join(3);
    room.serve(3);
    ids.forEach(room::token);
    String two = "\"completed\": [\"%s\", \"%s\"]".formatted(ids.get(0), ids.get(1));
    letIn(message(room, ", \"exited\": 5, " + two), 2, 5);
    letIn(message(room, ", \"exited\": 0, \"abandoned\": [\"" + ids.get(2) + "\"]"), 1, 1);
  }

  @Test
  void ids_that_are_no_open_session_end_nothing() {
    TestRoom room = newRoom(3);
    String requestId = room.joinServed();
    room.token(requestId);
    String waiting = room.join();
    letIn(
        message(
            room,
            ", \"completed\": [\"%s\", \"%s\", \"%s\", \"x\"], \"abandoned\": [\"%s\"]"
                .formatted(requestId, waiting, TestRoom.UNKNOWN_ID, requestId)),
        1,
        1);
    assertThat(room.counter("completed_counter")).isEqualTo(1);
    assertThat(room.counter("abandoned_counter")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"paused\": true", "\"queue_all\": true"})
  void a_line_that_is_held_ends_sessions_and_lets_nobody_in(String held) {
    TestRoom room = newRoom(3);
    String requestId = room.joinServed();
    room.token(requestId);
    room.join(3);
    room.configure(
        "{%s, \"inlet\": {\"strategy\": \"max_size\", \"max_size\": 3}}".formatted(held));
    letIn(message(room, ", \"completed\": [\"" + requestId + "\"]"), 1, 0);
    assertThat(room.counter("serving_counter")).isEqualTo(1);
    assertThat(room.counter("completed_counter")).isEqualTo(1);
  }

  @Test
  void the_room_may_be_named_in_the_query() {
    TestRoom room = newRoom(3);
    letIn(node.admin().post("/inlets/max_size" + room.query(), "{\"exited\": 2}"), 0, 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_amazon_sns_notification_is_opened(boolean namedInside) {
    TestRoom room = newRoom(3);
    String inside = namedInside ? room.body(", \"exited\": 2") : "{\"exited\": 2}";
    String envelope =
        """
        {"Type": "Notification", "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
         "TopicArn": "arn:aws:sns:us-west-2:123456789012:Shop", "Subject": "left",
         "Message": "%s", "Timestamp": "2026-11-27T00:54:06.655Z", "SignatureVersion": "1",
         "Signature": "EXAMPLE", "SigningCertURL": "https://sns.example/cert.pem",
         "UnsubscribeURL": "https://sns.example/unsubscribe"}"""
            .formatted(inside.replace("\"", "\\\""));
    Answer answer =
        node.admin()
            .send(
                "POST",
                "/inlets/max_size" + (namedInside ? "" : room.query()),
                envelope,
                "Content-Type",
                "text/plain; charset=UTF-8",
                "x-amz-sns-message-type",
                "Notification");
    letIn(answer, 0, 2);
  }

  @Test
  void the_confirmation_of_a_subscription_is_left_to_a_person() {
    Answer answer =
        node.admin()
            .post(
                "/inlets/max_size",
                """
                {"Type": "SubscriptionConfirmation", "MessageId": "165545c9",
                 "Token": "2336412f37", "TopicArn": "arn:aws:sns:us-west-2:123456789012:Shop",
                 "Message": "You have chosen to subscribe to the topic.",
                 "SubscribeURL": "https://sns.example/confirm",
                 "Timestamp": "2026-11-27T00:54:06.655Z"}""");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json()).isEqualTo(Answer.parse("{\"confirmed\": false}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | JSON object",
        "{\"exited\": 1} | event_id",
        "{\"event_id\": \"ROOM\", \"completed\": [1]} | completed"
      })
  void a_malformed_message_is_refused_by_name_and_moves_nothing(String body, String named) {
    TestRoom room = newRoom(3);
    Expect.problem(
        node.admin().post("/inlets/max_size", body.replace("ROOM", room.id())), 400, named);
    assertThat(room.counter("serving_counter")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"inlet\": {\"strategy\": \"periodic\"}}",
        "{\"inlet\": {\"strategy\": \"capacity\", \"total_active_users\": 5}}"
      })
  void a_room_with_another_inlet_is_409_and_nothing_ends(String settings) {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    room.token(requestId);
    room.configure(settings);
    Expect.problem(
        message(room, ", \"exited\": 1, \"completed\": [\"" + requestId + "\"]"), 409, "max_size");
    assertThat(room.counter("completed_counter")).isZero();
    assertThat(room.counter("serving_counter")).isEqualTo(1);
  }

  @Test
  void a_room_that_never_was_is_404_a_closed_one_410_and_viewers_may_not() {
    Expect.problem(
        node.admin().post("/inlets/max_size", "{\"event_id\": \"Nobody\"}"), 404, "no room");
    TestRoom closed = newRoom(3);
    node.admin().send("DELETE", "/rooms/" + closed.id(), "");
    Expect.problem(message(closed, ", \"exited\": 1"), 410, "closed");
    Expect.problem(
        node.signed(Role.VIEWER).post("/inlets/max_size", newRoom(3).body("")), 403, "SHOP");
    Expect.problem(node.stranger().post("/inlets/max_size", "{}"), 401, "Authentication");
  }

  private static TestRoom newRoom(int size) {
    return node.newRoom("{\"inlet\": {\"strategy\": \"max_size\", \"max_size\": " + size + "}}");
  }

  private static Answer message(TestRoom room, String members) {
    return node.signed(Role.OPERATOR).post("/inlets/max_size", room.body(members));
  }

  private static void letIn(Answer answer, int ended, int by) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json())
        .isEqualTo(Answer.parse("{\"ended\": %d, \"increment_by\": %d}".formatted(ended, by)));
  }
}
