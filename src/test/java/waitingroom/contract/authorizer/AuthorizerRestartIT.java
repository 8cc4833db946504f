package waitingroom.contract.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** What the authorizer says on a node that has just come up. */
class AuthorizerRestartIT {
  private static final TestClock CLOCK = new TestClock();

  @Test
  void until_a_node_knows_which_sessions_are_over_the_authorizer_says_503_and_never_a_wrong_200() {
    TestNode node = TestNode.start(AuthorizerRestartIT.class, CLOCK, "");
    try {
      TestRoom room = node.newRoom();
      String leaving = room.joinServed();
      String stays = room.token(room.joinServed()).json().get("access_token").textValue();
      String leaves = room.token(leaving).json().get("access_token").textValue();
      room.end(leaving, -1);

      node = node.restarted();
      ApiClient visitor = node.visitor();
      String target = "/authorizer" + room.query() + "&live=true";
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                Answer left = visitor.send("GET", target, "", "Authorization", leaves);
                assertThat(left.status()).isIn(403, 503);
                return visitor.send("GET", target, "", "Authorization", stays).status() == 200;
              });
      assertThat(visitor.send("GET", target, "", "Authorization", leaves).status()).isEqualTo(403);
    } finally {
      node.close();
    }
  }
}
