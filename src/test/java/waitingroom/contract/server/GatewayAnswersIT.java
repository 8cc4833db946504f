package waitingroom.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.ApiDescription;
import waitingroom.testkit.ApiDescription.Listener;
import waitingroom.testkit.ApiDescription.Operation;
import waitingroom.testkit.Credentials;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.RawHttp;
import waitingroom.testkit.TestNode;

/** Parts 0.2 and 0.3 of the contract: paths, methods and preflights. */
@OnNode(Profile.QUICK)
class GatewayAnswersIT {
  private static final String NO_SUCH = "Missing Authentication Token";
  private static final Set<String> ENDLESS =
      Set.of("/events", "/rooms/live", "/rooms/{event_id}/history/live");

  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nothing",
        "/api",
        "/api/",
        "/api/api/serving_num",
        "/serving_num/",
        "//serving_num",
        "/Serving_Num",
        "/apiserving_num",
        "/increment_serving_counter",
        "/rooms",
        "/metrics",
        "/api/health/live",
        "/api/.well-known/jwks.json",
        "/serving_num%2F"
      })
  void an_unknown_path_is_403(String path) {
    Answer answer = raw(node.visitor(), "GET " + path + "?event_id=Sample HTTP/1.1");
    Expect.message(answer, 403, NO_SUCH);
  }

  /**
   * Compatible operations: those with an answer 410 for a closed event, except on the paths below.
   */
  static Stream<Operation> compatibleOperations() {
    return ApiDescription.get().operations().stream()
        .filter(
            o ->
                o.statuses().contains(410)
                    && !o.path().matches("/(rooms|inlets|oidc|store|waiting-room)/.*"));
  }

  @ParameterizedTest
  @MethodSource("compatibleOperations")
  void a_wrong_method_is_403_on_both_paths(Operation operation) {
    List<String> methods =
        List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "FOO", "get");
    for (String path : bothPaths(operation)) {
      for (String method : methods) {
        if (method.equals(operation.method())) {
          continue;
        }
        Answer answer = raw(stranger(operation), method + " " + path + " HTTP/1.1");
        assertThat(answer.status()).as(method + " " + path).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        if (method.equals("HEAD")) {
          assertThat(answer.body()).isEmpty();
        } else {
          Expect.message(answer, 403, NO_SUCH);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("compatibleOperations")
  void options_answers_a_preflight_on_both_paths_without_credentials(Operation operation) {
    String name = operation.path().substring(operation.path().lastIndexOf('/'));
    boolean other =
        List.of(
                "/update_session",
                "/expired_tokens",
                "/increment_serving_counter",
                "/num_active_tokens")
            .contains(name);
    for (String path : bothPaths(operation)) {
      Answer answer =
          stranger(operation)
              .send(
                  "OPTIONS",
                  path,
                  "",
                  "Origin",
                  "https://shop.example",
                  "Access-Control-Request-Method",
                  operation.method(),
                  "Access-Control-Request-Headers",
                  "content-type");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
      assertThat(answer.header("Access-Control-Allow-Methods"))
          .contains(operation.method().equals("POST") ? "OPTIONS,POST" : "GET,OPTIONS");
      assertThat(answer.header("Access-Control-Allow-Headers"))
          .contains(
              other
                  ? "Content-Type,Authorization,X-Amz-Date,X-Api-Key,X-Amz-Security-Token"
                  : "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token");
      assertThat(answer.header("Access-Control-Max-Age")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stream", "/api/stream", "/line"})
  void clients_of_events_written_with_fetch_may_name_the_last_event(String path) {
    Answer answer =
        node.visitor()
            .send(
                "OPTIONS",
                path,
                "",
                "Origin",
                "https://shop.example",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "cache-control,last-event-id");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET,OPTIONS");
    assertThat(answer.header("Access-Control-Allow-Headers").orElseThrow().split(","))
        .contains("Content-Type", "Last-Event-ID", "Cache-Control");
  }

  @Test
  void paths_of_our_own_tell_which_methods_they_have() {
    Answer answer = node.admin().send("PATCH", "/rooms", "");
    Expect.problem(answer, 405, "GET");
    assertThat(answer.header("Allow")).contains("GET");
  }

  @ParameterizedTest
  @MethodSource("allOperations")
  void an_operation_is_answered_by_its_listeners_and_by_no_other(Operation operation) {
    String path = operation.path().replaceAll("\\{[^}]*}", "Nobody");
    for (Listener listener : Listener.values()) {
      // An endless stream is asked for without credentials: the refusal shows as much.
      ApiClient client =
          ENDLESS.contains(path) ? client(listener).with(Credentials.NONE) : client(listener);
      Answer answer = client.send(operation.method(), path, "", "Accept", "application/json");
      boolean unrouted = answer.status() == 403 && saysNoSuch(operation, answer);
      boolean sharedName = path.endsWith("/generate_token");
      assertThat(unrouted)
          .as(listener + " " + operation)
          .isEqualTo(!operation.listeners().contains(listener) && !sharedName);
    }
  }

  /** An answer to HEAD has no body: its content type tells the gateway's answer from ours. */
  private static boolean saysNoSuch(Operation operation, Answer answer) {
    return operation.method().equals("HEAD")
        ? answer.header("Content-Type").orElseThrow().equals("application/json")
        : answer.text().contains(NO_SUCH);
  }

  static Stream<Operation> allOperations() {
    return ApiDescription.get().operations().stream();
  }

  private static List<String> bothPaths(Operation operation) {
    String name = operation.path().substring(operation.path().lastIndexOf('/'));
    return List.of(name, "/api" + name);
  }

  private static ApiClient stranger(Operation operation) {
    return operation.listeners().contains(Listener.PUBLIC) ? node.visitor() : node.stranger();
  }

  private static ApiClient client(Listener listener) {
    return listener == Listener.PUBLIC ? node.visitor() : node.admin();
  }

  private static Answer raw(ApiClient client, String requestLine) {
    return RawHttp.send(client.base(), requestLine, List.of(), new byte[0]);
  }
}
