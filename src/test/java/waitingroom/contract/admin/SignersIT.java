package waitingroom.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import waitingroom.access.Role;
import waitingroom.testkit.NodeScript;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.PythonScript;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/**
 * Private calls that clients' own packages sign and send, with and without a body and with a query
 * in need of encoding: accepted as sent, refused when changed on the way.
 */
@OnNode(Profile.QUICK)
class SignersIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @Test
  void packages_of_python_sign_for_the_private_api() throws Exception {
    PythonScript.needs("aws_requests_auth", "botocore");
    TestRoom room = node.newRoom();
    JsonNode said = PythonScript.run("signed.py", environment(room));
    for (String client : List.of("aws-requests-auth", "aws-requests-auth with token", "botocore")) {
      assertThat(said.at("/" + client + "/get_as_typed").asInt()).as("%s", said).isEqualTo(200);
      check(said.get(client));
    }
    assertThat(room.counter("serving_counter")).isEqualTo(6);
  }

  @Test
  void packages_of_npm_sign_for_the_private_api() throws Exception {
    NodeScript.install();
    TestRoom room = node.newRoom();
    JsonNode said = NodeScript.run("signed.mjs", environment(room));
    for (String client : List.of("aws4fetch", "smithy")) {
      check(said.get(client));
    }
    assertThat(room.counter("serving_counter")).isEqualTo(4);
  }

  private static void check(JsonNode statuses) {
    for (String accepted : List.of("get", "post", "post_with_query")) {
      assertThat(statuses.path(accepted).asInt()).as("%s: %s", accepted, statuses).isEqualTo(200);
    }
    // The signature is accepted, and the body is none that the call can use.
    assertThat(statuses.path("empty_post").asInt()).as("%s", statuses).isEqualTo(400);
    for (String changed : List.of("other_query", "other_body", "no_body")) {
      assertThat(statuses.path(changed).asInt()).as("%s: %s", changed, statuses).isEqualTo(403);
    }
  }

  private static Map<String, String> environment(TestRoom room) {
    AwsCredentialsIdentity key = node.key(Role.OPERATOR);
    return Map.of(
        "BASE", node.stranger().base().toString(),
        "KEY_ID", key.accessKeyId(),
        "SECRET", key.secretAccessKey(),
        "ROOM", room.id());
  }
}
