package waitingroom.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.ApiDescription;
import waitingroom.testkit.ApiDescription.Operation;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.Roles;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Roles at every endpoint of the description, each with calls that change nothing. */
@OnNode(Profile.QUICK)
class RolesIT {
  private static TestNode node;
  private static TestRoom room;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
    room = node.newRoom();
  }

  static Stream<Operation> operations() {
    return ApiDescription.get().operations().stream().filter(one -> !one.role().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void every_endpoint_is_open_to_the_roles_that_the_description_names(Operation operation) {
    Role needed = Role.valueOf(operation.role().toUpperCase(Locale.ROOT));
    for (Role role : Role.values()) {
      if (Roles.allows(role, needed)) {
        assertThat(operation.endless() ? 200 : status(operation, node.signed(role)))
            .as("%s as %s", operation, role)
            .isNotIn(401, 403, 405, 500);
      } else {
        Answer refused = ask(operation, node.signed(role));
        assertThat(refused.status()).as("%s as %s", operation, role).isEqualTo(403);
        assertThat(refused.text()).contains(needed.name());
      }
    }
    assertThat(status(operation, node.stranger())).isIn(401, 403);
  }

  private static int status(Operation operation, ApiClient client) {
    return ask(operation, client).status();
  }

  /** Removes nothing that exists, and sends no body with any value. */
  private static Answer ask(Operation operation, ApiClient client) {
    boolean removes = operation.method().equals("DELETE");
    String path =
        operation
            .path()
            .replace("{event_id}", removes ? "nobody" : room.id())
            .replaceAll("\\{[^}]*}", "nobody");
    String query = operation.requiredQuery().isEmpty() ? "" : room.query();
    boolean bare = removes || operation.method().equals("GET");
    return client.send(operation.method(), path + query, bare ? "" : "{}");
  }

  @Test
  void a_key_that_lies_in_a_shop_signs_nobody_in() {
    AwsCredentialsIdentity key = node.key(Role.SHOP);
    Answer answer =
        node.stranger()
            .send(
                "POST",
                "/session",
                "{\"access_key_id\": \"%s\", \"secret_access_key\": \"%s\"}"
                    .formatted(key.accessKeyId(), key.secretAccessKey()),
                "Origin",
                node.stranger().base().toString());
    Expect.problem(answer, 403, "VIEWER");
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void the_log_hides_the_request_id_of_a_refused_call() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger denials = (Logger) LoggerFactory.getLogger("waitingroom.http.admin.Denials");
    log.start();
    denials.addAppender(log);
    denials.setLevel(Level.INFO);
    String id = room.join();
    try {
      node.signed(Role.SHOP).get("/rooms/" + room.id() + "/visitors/" + id);
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .anyMatch(line -> line.contains("/rooms/" + room.id() + "/visitors/(hidden)"))
          .noneMatch(line -> line.contains(id));
    } finally {
      denials.setLevel(null);
      denials.detachAppender(log);
    }
  }
}
