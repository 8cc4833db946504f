package waitingroom.contract.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.Credentials;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.Roles;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Access rules of the admin listener, by signature and by bearer token. */
@OnNode(Profile.QUICK)
class AccessIT {
  /** An endpoint, and the status for a caller with the needed role. */
  private record Endpoint(String method, String path, String body, Role needed, int status) {
    boolean compatible() {
      return path.startsWith("/api/");
    }

    Answer ask(ApiClient client) {
      return client.send(method, path.replace("ROOM", room.id()), body.replace("ROOM", room.id()));
    }
  }

  private static final List<Endpoint> ENDPOINTS =
      List.of(
          new Endpoint("GET", "/api/num_active_tokens?event_id=ROOM", "", Role.VIEWER, 200),
          new Endpoint("GET", "/api/expired_tokens?event_id=ROOM", "", Role.VIEWER, 200),
          new Endpoint(
              "POST",
              "/api/generate_token",
              "{\"event_id\": \"ROOM\", \"request_id\": \"00000001-0000-8000-8000-000000000000\"}",
              Role.OPERATOR,
              400),
          new Endpoint(
              "POST",
              "/api/increment_serving_counter",
              "{\"event_id\": \"ROOM\", \"increment_by\": 1}",
              Role.OPERATOR,
              200),
          new Endpoint(
              "POST",
              "/api/update_session",
              "{\"event_id\": \"ROOM\", \"request_id\":"
                  + " \"00000001-0000-8000-8000-000000000000\", \"status\": 1}",
              Role.SHOP,
              404),
          new Endpoint(
              "POST", "/api/reset_initial_state", "{\"event_id\": \"ROOM\"}", Role.ADMIN, 200),
          new Endpoint("GET", "/rooms", "", Role.VIEWER, 200),
          new Endpoint("GET", "/rooms/ROOM", "", Role.VIEWER, 200),
          new Endpoint("PUT", "/rooms/ROOM", "{}", Role.ADMIN, 428),
          new Endpoint("DELETE", "/rooms/Nobody", "", Role.ADMIN, 404),
          new Endpoint("GET", "/alarms", "", Role.VIEWER, 200),
          new Endpoint("PUT", "/alarms/ROOM", "{\"state\": \"OK\"}", Role.OPERATOR, 200),
          new Endpoint(
              "POST",
              "/alarms/alertmanager",
              "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": []}",
              Role.OPERATOR,
              200));

  private static TestNode node;
  private static TestRoom room;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
    room = node.newRoom();
  }

  static Stream<Endpoint> endpoints() {
    return ENDPOINTS.stream();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void a_signature_does_what_the_role_of_its_key_may(Endpoint endpoint) {
    for (Role role : Role.values()) {
      expect(endpoint, role, endpoint.ask(node.signed(role)));
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void a_bearer_token_does_what_its_role_may(Endpoint endpoint) {
    for (Role role : Role.values()) {
      Credentials token = node.issuer().token(role.name().toLowerCase(Locale.ROOT));
      expect(endpoint, role, endpoint.ask(node.stranger().with(token)));
    }
  }

  private static void expect(Endpoint endpoint, Role role, Answer answer) {
    if (Roles.allows(role, endpoint.needed())) {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(endpoint.status());
    } else if (endpoint.compatible()) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.json().get("message").textValue()).contains(endpoint.needed().name());
      Expect.compatible(answer, Expect.NO_STORE);
    } else {
      Expect.problem(answer, 403, endpoint.needed().name());
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void without_credentials_nobody_does_anything(Endpoint endpoint) {
    long before = room.counter("serving_counter");
    denied(endpoint, endpoint.ask(node.stranger()), "Missing Authentication Token");
    assertThat(room.counter("serving_counter")).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void a_wrong_secret_an_unknown_key_and_an_old_signature_are_denied(Endpoint endpoint) {
    var key = node.key(Role.ADMIN);
    var wrongSecret = AwsCredentialsIdentity.create(key.accessKeyId(), "x".repeat(40));
    var unknownKey = AwsCredentialsIdentity.create("AKIAUNKNOWN", key.secretAccessKey());
    String noMatch = "signature";
    denied(endpoint, endpoint.ask(signedBy(wrongSecret, Clock.systemUTC())), noMatch);
    denied(endpoint, endpoint.ask(signedBy(unknownKey, Clock.systemUTC())), noMatch);
    for (long minutes : new long[] {-6, 6}) {
      Clock skewed = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes));
      denied(endpoint, endpoint.ask(signedBy(key, skewed)), "time");
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void a_bearer_token_that_is_no_good_is_denied(Endpoint endpoint) {
    denied(endpoint, ask(endpoint, Credentials.bearer("")), "");
    denied(endpoint, ask(endpoint, Credentials.bearer("a.b.c")), "");
    denied(endpoint, ask(endpoint, Credentials.bearer("eyJhbGciOiJub25lIn0.e30.")), "");
    denied(endpoint, ask(endpoint, node.issuer().token("janitor")), "role");
    Credentials expired = node.issuer().token("admin", Duration.ofMinutes(-2));
    denied(endpoint, ask(endpoint, expired), "expired");
  }

  @Test
  void a_token_of_the_waiting_room_itself_opens_nothing() {
    TestRoom served = node.newRoom();
    String token = served.token(served.joinServed()).json().get("access_token").textValue();
    for (Endpoint endpoint : ENDPOINTS) {
      denied(endpoint, ask(endpoint, Credentials.bearer(token)), "");
    }
  }

  @Test
  void other_schemes_are_denied() {
    for (String header : List.of("Basic YTpi", "bearer", "AWS4-HMAC-SHA256", "x", "Digest a=b")) {
      Answer answer = node.stranger().send("GET", "/rooms", "", "Authorization", header);
      assertThat(answer.status()).as(header).isEqualTo(401);
    }
  }

  @Test
  void a_body_that_was_changed_on_the_way_is_denied() {
    long before = room.counter("serving_counter");
    Credentials signsAnotherBody =
        (method, uri, headers, body) ->
            Credentials.signature(node.key(Role.ADMIN), Clock.systemUTC())
                .sign(method, uri, headers, "{}".getBytes(UTF_8));
    Answer answer =
        node.stranger()
            .with(signsAnotherBody)
            .post("/api/increment_serving_counter", room.body(", \"increment_by\": 5"));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(room.counter("serving_counter")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain;charset=UTF-8",
        "text/plain; charset=utf-8",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/x-amz-json-1.1",
        "application/json"
      })
  void a_signed_content_type_is_verified_as_it_was_sent(String contentType) {
    Answer answer =
        node.admin()
            .send(
                "POST",
                "/api/increment_serving_counter",
                room.body(", \"increment_by\": 0"),
                "Content-Type",
                contentType);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&x=%7e~", "&x=a+b", "&x=a%20b&a=&a", "&x=%C3%A9&%20=1", "&x=a%2Fb/c"})
  void a_signed_query_is_verified_as_it_was_sent(String more) {
    assertThat(node.admin().get("/api/num_active_tokens" + room.query() + more).status())
        .isEqualTo(200);
  }

  @Test
  void who_is_turned_away_is_counted_by_the_reason() {
    double tooLow = denied("role_too_low");
    double missing = denied("missing_credentials");
    node.signed(Role.VIEWER).send("PUT", "/rooms/Nobody", "{}");
    node.stranger().get("/rooms");
    node.stranger().get("/rooms");
    assertThat(denied("role_too_low") - tooLow).isEqualTo(1);
    assertThat(denied("missing_credentials") - missing).isEqualTo(2);
  }

  private static double denied(String reason) {
    String counter = "waitingroom_admin_denied_total{reason=\"%s\"} ".formatted(reason);
    return node.stranger()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(counter))
        .mapToDouble(line -> Double.parseDouble(line.substring(counter.length())))
        .sum();
  }

  @Test
  void who_changes_something_is_logged_and_who_reads_is_not() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger filter = (Logger) LoggerFactory.getLogger("waitingroom.http.admin.AdminFilter");
    log.start();
    filter.addAppender(log);
    filter.setLevel(Level.INFO);
    try {
      node.signed(Role.VIEWER).get("/rooms");
      node.signed(Role.VIEWER).send("PUT", "/rooms/Nobody", "{}");
      node.signed(Role.OPERATOR)
          .post("/api/increment_serving_counter", room.body(", \"increment_by\": 0"));
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "Operator's call: method=POST path=\"/api/increment_serving_counter\""
                  + " principal=operator");
    } finally {
      filter.setLevel(null);
      filter.detachAppender(log);
    }
  }

  @Test
  void probes_metrics_and_the_description_need_no_credentials() {
    for (String path : List.of("/health/live", "/health/ready", "/openapi.json", "/metrics")) {
      assertThat(node.stranger().get(path).status()).as(path).isEqualTo(200);
    }
    assertThat(node.stranger().get("/metrics").text())
        .contains("waitingroom_http_requests_seconds_count");
    assertThat(node.visitor().get("/openapi.json").json().get("openapi").textValue())
        .isEqualTo("3.1.0");
  }

  /** Asserts 403 on the original's paths, and 401 with problem details on ours. */
  private static void denied(Endpoint endpoint, Answer answer, String text) {
    if (endpoint.compatible()) {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
      assertThat(Expect.members(answer.json())).containsExactly("message");
      assertThat(answer.json().get("message").textValue()).contains(text);
      Expect.compatible(answer, Expect.NO_STORE);
    } else {
      Expect.problem(answer, 401, text);
      assertThat(answer.header("WWW-Authenticate")).contains("AWS4-HMAC-SHA256, Bearer");
    }
  }

  private static Answer ask(Endpoint endpoint, Credentials credentials) {
    return endpoint.ask(node.stranger().with(credentials));
  }

  private static ApiClient signedBy(AwsCredentialsIdentity key, Clock clock) {
    return node.stranger().with(Credentials.signature(key, clock));
  }
}
