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
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** An upgrade to a version that reads one format more, and the way back that it closes. */
@Tag("heavy")
class FormatIT {
  /** Names a keyspace of its own. */
  private static final class TooOld {}

  @Test
  void the_format_rises_after_an_upgrade_and_then_keeps_older_versions_out() {
    TestNode node = TestNode.start(FormatIT.class, new TestClock(), "");
    try {
      assertFormat(node, 1, 1);
      Expect.problem(raise(node, "{\"format\": 2}"), 409, "reads formats up to 1: update it first");
      Expect.problem(raise(node, "{\"format\": 0}"), 400, "format must be at least 1");
      Expect.problem(raise(node, "{\"format\": 1.5}"), 400, "format must be");
      Expect.problem(raise(node, "{}"), 400, "format");
      Expect.problem(
          node.signed(Role.OPERATOR).send("PUT", "/format", "{\"format\": 1}"), 403, "ADMIN");
      assertThat(raise(node, "{\"format\": 1}").status()).isEqualTo(200);
      TestRoom room = node.newRoom();
      String first = room.join();

      node = node.restartedReading(2);
      assertFormat(node, 1, 2);
      room = new TestRoom(node, room.id());
      assertThat(room.position(first)).isEqualTo(1);
      assertThat(raise(node, "{\"format\": 2}").status()).isEqualTo(200);
      assertThat(raise(node, "{\"format\": 2}").status()).isEqualTo(200);
      assertFormat(node, 2, 2);
      Expect.problem(raise(node, "{\"format\": 1}"), 409, "The format is 2 and never goes down");
      assertThat(node.admin().get("/audit").text())
          .contains("\"before\":{\"format\":1},\"after\":{\"format\":2}");
      String second = room.join();

      node = node.restartedAlone(1);
      TestNode tooOld = node;
      Awaitility.await()
          .untilAsserted(
              () ->
                  Expect.problem(
                      tooOld.visitor().get("/health/ready"),
                      503,
                      "this node reads stored formats up to 1 and the cluster writes 2"));

      node = node.restartedReading(2);
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
