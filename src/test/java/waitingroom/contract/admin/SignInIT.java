package waitingroom.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestBrowser;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Sign-in to the admin listener with a browser and an access key. */
class SignInIT {
  private static final String COOKIE = "__Host-waiting_room_session";
  private static final String TOKEN = "X-CSRF-Token";

  private static TestClock clock;
  private static TestNode node;
  private static TestRoom room;

  @BeforeAll
  static void start() {
    clock = new TestClock();
    node =
        TestNode.start(
            SignInIT.class,
            clock,
            """
            waiting-room.admin {
              check-keys-every = 100ms
              session { idle-timeout = 30m, absolute-timeout = 2h, address-header = X-Test-Address }
            }
            """);
    room = node.newRoom();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String body(AwsCredentialsIdentity key) {
    return body(key.accessKeyId(), key.secretAccessKey());
  }

  private static String body(String id, String secret) {
    return "{\"access_key_id\": \"%s\", \"secret_access_key\": \"%s\"}".formatted(id, secret);
  }

  private static TestBrowser signedIn(Role role) {
    TestBrowser browser = new TestBrowser(node.stranger());
    Answer answer = browser.send("POST", "/session", body(node.key(role)));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return browser;
  }

  private static String token(TestBrowser browser) {
    return browser.get("/session").json().get("csrf_token").textValue();
  }

  @Test
  void who_signs_in_gets_a_cookie_that_no_script_and_no_other_site_can_use() {
    TestBrowser browser = new TestBrowser(node.stranger());
    Answer answer = browser.send("POST", "/session", body(node.key(Role.OPERATOR)));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Set-Cookie").orElseThrow())
        .matches(COOKIE + "=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; Secure; SameSite=Strict");
    assertThat(answer.header("Cache-Control")).contains(Expect.NO_STORE);
    assertThat(Expect.members(answer.json()))
        .containsExactly("name", "role", "csrf_token", "expires_at", "idle_timeout");
    assertThat(answer.json().get("name").textValue()).isEqualTo("operator");
    assertThat(answer.json().get("role").textValue()).isEqualTo("operator");
    assertThat(browser.get("/session").json()).isEqualTo(answer.json());
    assertThat(answer.text()).doesNotContain(browser.cookie(COOKIE).orElseThrow());
  }

  @Test
  void a_session_does_what_the_role_of_its_key_may() {
    TestBrowser viewer = signedIn(Role.VIEWER);
    TestBrowser operator = signedIn(Role.OPERATOR);
    String body = room.body(", \"increment_by\": 0");

    assertThat(viewer.get("/rooms").status()).isEqualTo(200);
    assertThat(viewer.get("/api/num_active_tokens" + room.query()).status()).isEqualTo(200);
    Answer tooLow =
        viewer.send("POST", "/api/increment_serving_counter", body, TOKEN, token(viewer));
    assertThat(tooLow.status()).isEqualTo(403);
    assertThat(tooLow.text()).contains("OPERATOR");
    assertThat(
            operator
                .send("POST", "/api/increment_serving_counter", body, TOKEN, token(operator))
                .status())
        .isEqualTo(200);
    Expect.problem(operator.get("/access-keys"), 403, "ADMIN");
  }

  @Test
  void nothing_is_changed_without_the_token_of_this_very_session() {
    TestBrowser browser = signedIn(Role.ADMIN);
    long before = room.counter("serving_counter");
    String increment = room.body(", \"increment_by\": 7");
    List<String[]> wrong =
        List.of(
            new String[] {},
            new String[] {TOKEN, ""},
            new String[] {TOKEN, token(signedIn(Role.ADMIN))},
            new String[] {TOKEN, token(browser), "Origin", "https://evil.example"},
            new String[] {TOKEN, token(browser), "Origin", "null"},
            new String[] {TOKEN, token(browser), "Sec-Fetch-Site", "same-site"});
    for (String[] headers : wrong) {
      Expect.problem(
          browser.send("PUT", "/alarms/csrf", "{\"state\": \"ALARM\"}", headers),
          403,
          "X-CSRF-Token");
      Answer compatible =
          browser.send("POST", "/api/increment_serving_counter", increment, headers);
      assertThat(compatible.status()).isEqualTo(403);
      assertThat(Expect.members(compatible.json())).containsExactly("message");
      assertThat(browser.send("DELETE", "/session", "", headers).status()).isEqualTo(403);
    }
    assertThat(room.counter("serving_counter")).isEqualTo(before);
    assertThat(browser.get("/alarms").text()).doesNotContain("csrf");
    assertThat(node.stranger().get("/metrics").text())
        .contains("waitingroom_admin_denied_total{reason=\"foreign_page\"}");
  }

  @Test
  void a_page_of_this_address_may_change_things() {
    TestBrowser browser = signedIn(Role.OPERATOR);
    String own = "http://127.0.0.1:" + node.stranger().base().getPort();

    assertThat(
            browser
                .send(
                    "PUT",
                    "/alarms/own-page",
                    "{\"state\": \"OK\"}",
                    TOKEN,
                    token(browser),
                    "Origin",
                    own,
                    "Sec-Fetch-Site",
                    "same-origin")
                .status())
        .isEqualTo(200);
  }

  @Test
  void a_page_of_somebody_else_cannot_sign_a_browser_in() {
    TestBrowser browser = new TestBrowser(node.stranger());
    String body = body(node.key(Role.ADMIN));

    Expect.problem(
        browser.send("POST", "/session", body, "Origin", "https://evil.example"), 403, "Sign in");
    Expect.problem(
        browser.send("POST", "/session", body, "Sec-Fetch-Site", "cross-site"), 403, "Sign in");
    Expect.problem(
        browser.send("POST", "/session", body, "Content-Type", "text/plain"), 415, "JSON");
    assertThat(browser.cookie(COOKIE)).isEmpty();
  }

  @Test
  void what_is_no_key_is_refused_without_being_repeated() {
    TestBrowser browser = new TestBrowser(node.stranger());
    Map<String, String> named =
        Map.of(
            "", "access_key_id",
            "[]", "access_key_id",
            "{}", "access_key_id",
            "{\"access_key_id\": \"hush\"}", "secret_access_key",
            "{\"access_key_id\": \"hush\", \"secret_access_key\": 1}", "secret_access_key",
            "{\"access_key_id\": \"hush\", \"secret_access_key\": \"hush\", \"more\": 1}",
                "\"more\"");
    named.forEach(
        (body, member) -> {
          Answer answer = browser.send("POST", "/session", body);
          Expect.problem(answer, 400, member);
          assertThat(answer.text()).doesNotContain("hush");
        });
  }

  @Test
  void five_wrong_tries_slow_the_next_one_down() {
    TestBrowser guesser = new TestBrowser(node.stranger());
    String[] from = {"X-Test-Address", "192.0.2.1"};
    for (int i = 0; i < 5; i++) {
      Answer wrong = guesser.send("POST", "/session", body("AKIANOBODY" + i, "x"), from);
      Expect.problem(wrong, 401, "access key");
    }
    Answer slow = guesser.send("POST", "/session", body(node.key(Role.VIEWER)), from);
    Expect.problem(slow, 429, "wait");
    assertThat(slow.header("Retry-After")).contains("1");
    String[] elsewhere = {"X-Test-Address", "192.0.2.2"};
    assertThat(guesser.send("POST", "/session", body(node.key(Role.VIEWER)), elsewhere).status())
        .isEqualTo(201);

    clock.advance(Duration.ofSeconds(1));
    assertThat(guesser.send("POST", "/session", body(node.key(Role.VIEWER)), from).status())
        .isEqualTo(201);
  }

  @Test
  void a_wrong_bearer_key_slows_down_its_address_and_nobody_else() {
    String wrong = "Bearer wrk_AKWR2222222222222222_" + "x".repeat(40);
    for (int i = 0; i < 5; i++) {
      assertThat(bearer(wrong, "192.0.2.3").status()).isEqualTo(401);
    }
    assertThat(bearer(wrong, "192.0.2.3").status()).isEqualTo(429);
    assertThat(bearer(wrong, "192.0.2.4").status()).isEqualTo(401);
    clock.advance(Duration.ofMinutes(1));
  }

  private static Answer bearer(String header, String address) {
    return node.stranger()
        .send("GET", "/rooms", "", "Authorization", header, "X-Test-Address", address);
  }

  @Test
  void signing_out_ends_the_session_for_every_copy_of_its_cookie() {
    TestBrowser browser = signedIn(Role.VIEWER);
    TestBrowser thief = browser.copy(node.stranger());
    assertThat(thief.get("/rooms").status()).isEqualTo(200);

    Answer out = browser.send("DELETE", "/session", "", TOKEN, token(browser));
    assertThat(out.status()).isEqualTo(204);
    assertThat(browser.cookie(COOKIE)).isEmpty();
    Expect.problem(thief.get("/rooms"), 401, "sign in again");
    assertThat(thief.get("/api/num_active_tokens" + room.query()).status()).isEqualTo(403);
  }

  @Test
  void a_session_that_nobody_uses_is_over_and_one_that_is_used_goes_on() {
    TestBrowser used = signedIn(Role.VIEWER);
    TestBrowser idle = signedIn(Role.VIEWER);
    clock.advance(Duration.ofMinutes(20));
    assertThat(used.get("/rooms").status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(20));
    assertThat(used.get("/rooms").status()).isEqualTo(200);
    assertThat(idle.get("/rooms").status()).isEqualTo(401);
  }

  @Test
  void every_session_is_over_when_its_time_has_come() {
    TestBrowser browser = signedIn(Role.VIEWER);
    for (int i = 0; i < 11; i++) {
      clock.advance(Duration.ofMinutes(10));
      assertThat(browser.get("/rooms").status()).isEqualTo(200);
    }
    clock.advance(Duration.ofMinutes(10));
    assertThat(browser.get("/rooms").status()).isEqualTo(401);
  }

  @Test
  void an_invented_cookie_is_nobody() {
    TestBrowser browser = new TestBrowser(node.stranger());
    for (String value : List.of("x", "A".repeat(43), "A".repeat(5000))) {
      browser.plant(COOKIE, value);
      assertThat(browser.get("/rooms").status()).as(value).isEqualTo(401);
    }
  }

  @Test
  void who_signs_each_request_has_no_session_and_needs_no_token() {
    Answer answer = node.signed(Role.OPERATOR).get("/session");
    assertThat(Expect.members(answer.json())).containsExactly("name", "role");
    assertThat(node.signed(Role.OPERATOR).send("DELETE", "/session", "").status()).isEqualTo(204);
    Expect.problem(node.stranger().get("/session"), 401, "Missing");
  }
}
