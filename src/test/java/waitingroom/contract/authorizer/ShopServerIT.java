package waitingroom.contract.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.NodeScript;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** The page for shops says how their own server checks tokens in JavaScript. */
class ShopServerIT {
  private static final String SENT_TO_THE_LINE =
      "https://line.example/waiting-room/tickets?return_to="
          + "https%3A%2F%2Fshop.example%2Fcheckout%3Fa%3Db";

  /** The shop's clock is right, so that of the waiting room is ahead. */
  private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

  private static TestNode node;
  private static TestRoom room;

  @BeforeAll
  static void start() throws Exception {
    NodeScript.install();
    InstantSource ahead = () -> Instant.now().plus(AHEAD.get());
    node =
        TestNode.start(
            ShopServerIT.class,
            ahead.withZone(ZoneOffset.UTC),
            "waiting-room.public.issuer = \"https://line.example/api\"");
    room = new TestRoom(node, "tickets");
    assertThat(node.admin().send("PUT", "/rooms/tickets", "{}", "If-None-Match", "*").status())
        .isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void the_javascript_of_the_page_lets_in_on_a_clock_that_is_two_seconds_behind() throws Exception {
    AHEAD.set(Duration.ofSeconds(2));
    assertThat(outcomes()).containsExactly("in", SENT_TO_THE_LINE, SENT_TO_THE_LINE);
  }

  @Test
  void it_does_not_let_in_on_any_clock() throws Exception {
    AHEAD.set(Duration.ofSeconds(60));
    assertThat(outcomes()).containsExactly(SENT_TO_THE_LINE, SENT_TO_THE_LINE, SENT_TO_THE_LINE);
  }

  /** For an access token, a refresh token and nonsense. */
  private static List<String> outcomes() throws Exception {
    JsonNode tokens = room.token(room.joinServed()).json();
    String shown =
        "[%s, %s, \"x.y.z\"]".formatted(tokens.get("access_token"), tokens.get("refresh_token"));
    JsonNode said =
        NodeScript.run(
            "door.mjs",
            Map.of(
                "PAGE", Path.of("docs/INTEGRATING.md").toAbsolutePath().toString(),
                "BASE", node.visitor().base().toString(),
                "TOKENS", shown));
    return List.of(said.get(0).asText(), said.get(1).asText(), said.get(2).asText());
  }
}
