package waitingroom.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.store.FormatBoard;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** An upgrade to a version that reads one format more, and the way back that it closes. */
@Tag("heavy")
class FormatIT {
  private static final int NEWEST = FormatBoard.NEWEST;

  /** Read by the version to come. */
  private static final int NEXT = NEWEST + 1;

  /** Names a keyspace of its own. */
  private static final class TooOld {}

  @Test
  @Tag("long")
  void the_format_rises_after_an_upgrade_and_then_keeps_older_versions_out() {
    TestNode node = TestNode.start(FormatIT.class, new TestClock(), "");
    try {
      assertFormat(node, NEWEST, NEWEST);
      Expect.problem(raise(node, NEXT), 409, "reads formats up to " + NEWEST + ": update it first");
      Expect.problem(raise(node, "{\"format\": 0}"), 400, "format must be at least 1");
      Expect.problem(raise(node, "{\"format\": 1.5}"), 400, "format must be");
      Expect.problem(raise(node, "{}"), 400, "format");
      Expect.problem(
          node.signed(Role.OPERATOR).send("PUT", "/format", "{\"format\": " + NEWEST + "}"),
          403,
          "ADMIN");
      assertThat(raise(node, NEWEST).status()).isEqualTo(200);
      TestRoom room = node.newRoom();
      String first = room.join();

      node = node.restartedReading(NEXT);
      assertFormat(node, NEWEST, NEXT);
      room = new TestRoom(node, room.id());
      assertThat(room.position(first)).isEqualTo(1);
      assertThat(raise(node, NEXT).status()).isEqualTo(200);
      assertThat(raise(node, NEXT).status()).isEqualTo(200);
      assertFormat(node, NEXT, NEXT);
      Expect.problem(raise(node, NEWEST), 409, "The format is " + NEXT + " and never goes down");
      assertThat(node.admin().get("/audit").text())
          .contains("\"before\":{\"format\":%s},\"after\":{\"format\":%s}".formatted(NEWEST, NEXT));
      String second = room.join();

      node = node.restartedAlone(NEWEST);
      TestNode tooOld = node;
      Awaitility.await()
          .untilAsserted(
              () ->
                  Expect.problem(
                      tooOld.visitor().get("/health/ready"),
                      503,
                      "this node reads stored formats up to %s and the cluster writes %s"
                          .formatted(NEWEST, NEXT)));

      node = node.restartedReading(NEXT);
      room = new TestRoom(node, room.id());
      assertThat(room.position(first)).isEqualTo(1);
      assertThat(room.position(second)).isEqualTo(2);
      assertThat(room.position(room.join())).isEqualTo(3);
    } finally {
      node.close();
    }
  }

  /** As the number can rise while a node is on its way into the cluster. */
  @Test
  void a_member_that_turns_out_to_be_too_old_leaves_and_stops() {
    try (TestNode node = TestNode.start(TooOld.class, new TestClock(), "");
        CqlSession session = TestCassandra.session(TestCassandra.shared().contactPoint())) {
      session.execute(
          "UPDATE %s.format SET number = 99 WHERE id = 'cluster'".formatted(node.keyspace()));
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(node::hasStopped);
    }
  }

  private static Answer raise(TestNode node, int format) {
    return raise(node, "{\"format\": " + format + "}");
  }

  private static Answer raise(TestNode node, String body) {
    return node.admin().send("PUT", "/format", body);
  }

  private static void assertFormat(TestNode node, int format, int readable) {
    JsonNode shown = node.signed(Role.VIEWER).get("/format").json();
    assertThat(shown.get("format").asInt()).isEqualTo(format);
    assertThat(shown.get("readable").asInt()).isEqualTo(readable);
    assertThat(shown.get("members")).hasSize(1);
    assertThat(shown.get("members").get(0).get("reads").asInt()).isEqualTo(readable);
    assertThat(shown.get("members").get(0).get("version").asText()).isNotEmpty();
  }
}
