package waitingroom.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.ApiDescription;
import waitingroom.testkit.ApiDescription.Listener;
import waitingroom.testkit.ApiDescription.Operation;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/**
 * Every endpoint of the description with each method, content type and origin. The client fails
 * where an answer has a status that the description does not list.
 */
@OnNode(Profile.QUICK)
class EndpointsIT {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "application/octet-stream",
          "nonsense",
          "");
  private static final List<String> BODIES = List.of("{}", "[]", "a=b", "\u0000");

  private static TestNode node;
  private static TestRoom room;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
    room = node.newRoom();
  }

  static Stream<Operation> operations() {
    return ApiDescription.get().operations().stream();
  }

  static Stream<Operation> operationsWithBody() {
    return operations().filter(one -> Set.of("POST", "PUT", "PATCH").contains(one.method()));
  }

  private static String path(Operation operation) {
    return operation.path().replace("{event_id}", room.id()).replaceAll("\\{[^}]*}", "nobody");
  }

  private static String target(Operation operation) {
    return path(operation) + (operation.requiredQuery().isEmpty() ? "" : room.query());
  }

  private static ApiClient client(Operation operation) {
    return operation.listeners().contains(Listener.PUBLIC) ? node.visitor() : node.admin();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void a_method_that_is_not_described_is_refused(Operation operation) {
    Set<String> described =
        operations()
            .filter(one -> one.matches(path(operation)))
            .map(Operation::method)
            .collect(Collectors.toSet());
    for (String method : METHODS) {
      boolean asGet = method.equals("HEAD") && described.contains("GET");
      if (!described.contains(method) && !asGet) {
        Answer answer = client(operation).send(method, target(operation), "");
        boolean preflight = method.equals("OPTIONS") && answer.status() == 200;
        assertThat(preflight || Set.of(403, 405).contains(answer.status()))
            .as("%s %s: %s", method, operation.path(), answer)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void whatever_the_body_and_its_type_the_answer_is_one_that_is_described(Operation operation) {
    for (String type : TYPES) {
      for (String body : BODIES) {
        String[] header = type.isEmpty() ? new String[0] : new String[] {"Content-Type", type};
        Answer answer = client(operation).send(operation.method(), target(operation), body, header);
        assertThat(answer.status())
            .as("%s %s: %s", operation.method(), type, answer)
            .isLessThan(500);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void a_page_of_another_site_changes_only_what_is_described_as_open_to_it(Operation operation) {
    if (operation.listeners().contains(Listener.PUBLIC)) {
      for (String site : List.of("cross-site", "same-site", "none")) {
        Answer answer = from(operation, "Sec-Fetch-Site", site);
        boolean refused =
            answer.status() == 403 && answer.text().contains("Only pages of this waiting room");
        assertThat(refused).as("%s: %s", operation, answer).isEqualTo(operation.ownPagesOnly());
      }
      assertThat(from(operation, "Sec-Fetch-Site", "same-origin").text())
          .doesNotContain("Only pages of this waiting room");
    }
  }

  private static Answer from(Operation operation, String... headers) {
    return client(operation).send(operation.method(), target(operation), "{}", headers);
  }
}
