package waitingroom.contract.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** What a node was told is there when it comes back. */
class RestartIT {
  private static final TestClock CLOCK = new TestClock();

  @Test
  void everything_is_there_after_a_restart() {
    TestNode node = TestNode.start(RestartIT.class, CLOCK, "");
    try {
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
    } finally {
      node.close();
    }
  }
}
