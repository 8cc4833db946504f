package waitingroom.contract.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import waitingroom.access.Role;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.Credentials;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.PushedEvents;
import waitingroom.testkit.TestBrowser;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestNode;

/** Access keys added and revoked at run time. */
@OnNode(Profile.QUICK)
class AccessKeysIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  private static JsonNode add(String name, String role) {
    Answer answer =
        node.admin()
            .post("/access-keys", "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json();
  }

  private static String text(JsonNode key, String member) {
    return key.get(member).textValue();
  }

  private static ApiClient signedBy(JsonNode key) {
    return node.stranger()
        .with(
            Credentials.signature(
                AwsCredentialsIdentity.create(text(key, "key_id"), text(key, "secret_access_key")),
                Clock.systemUTC()));
  }

  private static ApiClient bearing(JsonNode key) {
    return node.stranger().with(Credentials.bearer(text(key, "bearer_token")));
  }

  private static Answer revoke(JsonNode key) {
    return node.admin().send("DELETE", "/access-keys/" + text(key, "key_id"), "");
  }

  @Test
  void a_new_key_signs_and_bears_and_signs_in_with_its_role_until_it_is_revoked() {
    JsonNode key = add("deploy robot", "operator");
    TestBrowser browser = new TestBrowser(node.stranger());
    String shown =
        "{\"access_key_id\": \"%s\", \"secret_access_key\": \"%s\"}"
            .formatted(text(key, "key_id"), text(key, "secret_access_key"));
    Answer session = browser.send("POST", "/session", shown);

    assertThat(session.json().get("name").textValue()).isEqualTo("deploy robot");
    for (ApiClient client : List.of(signedBy(key), bearing(key))) {
      assertThat(client.get("/session").json().get("role").textValue()).isEqualTo("operator");
      assertThat(client.send("PUT", "/alarms/robot", "{\"state\": \"OK\"}").status())
          .isEqualTo(200);
      assertThat(client.get("/access-keys").status()).isEqualTo(403);
    }

    PushedEvents signed = PushedEvents.of(signedBy(key), "/rooms/live");
    PushedEvents borne = PushedEvents.of(bearing(key), "/events");

    assertThat(revoke(key).status()).isEqualTo(204);
    signed.awaitEnd();
    borne.awaitEnd();
    assertThat(signedBy(key).get("/rooms").status()).isEqualTo(401);
    assertThat(signedBy(key).get("/api/num_active_tokens?event_id=Sample").status()).isEqualTo(403);
    assertThat(bearing(key).get("/rooms").status()).isEqualTo(401);
    assertThat(browser.get("/rooms").status()).isEqualTo(401);
    assertThat(browser.send("POST", "/session", shown).status()).isEqualTo(401);
    assertThat(revoke(key).status()).isEqualTo(404);
  }

  @Test
  void the_list_shows_both_sources_and_no_secret() {
    JsonNode good = add("listed", "viewer");
    JsonNode gone = add("listed and gone", "admin");
    revoke(gone);
    Answer list = node.admin().get("/access-keys");

    assertThat(list.text())
        .doesNotContain(text(good, "secret_access_key"))
        .doesNotContain(text(gone, "secret_access_key"))
        .doesNotContain(node.key(Role.ADMIN).secretAccessKey());
    JsonNode file = listed(list, node.key(Role.VIEWER).accessKeyId());
    assertThat(Expect.members(file)).containsExactly("key_id", "name", "role", "source");
    assertThat(text(file, "source")).isEqualTo("file");
    JsonNode table = listed(list, text(good, "key_id"));
    assertThat(Expect.members(table))
        .containsExactly("key_id", "name", "role", "source", "created_at", "created_by");
    assertThat(text(table, "source")).isEqualTo("table");
    assertThat(text(table, "created_by")).isEqualTo("default");
    assertThat(text(listed(list, text(gone, "key_id")), "revoked_by")).isEqualTo("default");
  }

  private static JsonNode listed(Answer list, String id) {
    for (JsonNode key : list.json().get("access_keys")) {
      if (text(key, "key_id").equals(id)) {
        return key;
      }
    }
    throw new AssertionError(id + " is not in " + list);
  }

  @Test
  void a_key_of_the_file_is_changed_in_the_file_alone() {
    Expect.problem(
        node.admin().send("DELETE", "/access-keys/" + node.key(Role.VIEWER).accessKeyId(), ""),
        409,
        "file");
    assertThat(node.signed(Role.VIEWER).get("/rooms").status()).isEqualTo(200);
  }

  @Test
  void a_name_is_used_once_and_nothing_but_name_and_role_is_taken() {
    add("twice", "viewer");
    Expect.problem(
        node.admin().post("/access-keys", "{\"name\": \"twice\", \"role\": \"admin\"}"),
        409,
        "name");
    Expect.problem(
        node.admin().post("/access-keys", "{\"name\": \"operator\", \"role\": \"admin\"}"),
        409,
        "name");
    for (String body :
        List.of(
            "",
            "{\"name\": \"x\"}",
            "{\"name\": \"x\", \"role\": \"root\"}",
            "{\"name\": \"x\", \"role\": \"ADMIN\"}",
            "{\"name\": \"x\", \"role\": \"admin\", \"more\": 1}",
            "{\"name\": \"\", \"role\": \"admin\"}",
            "{\"name\": \" x\", \"role\": \"admin\"}",
            "{\"name\": \"a\\nb\", \"role\": \"admin\"}")) {
      Answer answer = node.admin().post("/access-keys", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
    }
  }

  @Test
  void only_an_administrator_sees_or_changes_keys() {
    for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
      ApiClient client = node.signed(role);
      Expect.problem(client.get("/access-keys"), 403, "ADMIN");
      Expect.problem(
          client.post("/access-keys", "{\"name\": \"me\", \"role\": \"admin\"}"), 403, "ADMIN");
      Expect.problem(client.send("DELETE", "/access-keys/AKWR", ""), 403, "ADMIN");
    }
  }

  /** Searches every column of every row. */
  @Test
  void neither_a_secret_nor_a_session_is_in_the_tables_in_clear() {
    JsonNode key = add("at rest", "admin");
    TestBrowser browser = new TestBrowser(node.stranger());
    browser.send(
        "POST",
        "/session",
        "{\"access_key_id\": \"%s\", \"secret_access_key\": \"%s\"}"
            .formatted(text(key, "key_id"), text(key, "secret_access_key")));
    String cookie = browser.cookie("__Host-waiting_room_session").orElseThrow();
    TestCassandra cassandra = TestCassandra.shared();
    String keyspace = node.keyspace();

    StringBuilder everything = new StringBuilder();
    try (CqlSession session = TestCassandra.session(cassandra.contactPoint())) {
      for (String table : List.of("access_keys", "sign_ins")) {
        session
            .execute("SELECT * FROM " + keyspace + "." + table)
            .forEach(
                row -> {
                  for (int i = 0; i < row.size(); i++) {
                    ByteBuffer bytes = row.getBytesUnsafe(i);
                    everything.append(bytes == null ? "" : UTF_8.decode(bytes)).append('\n');
                  }
                });
      }
    }
    assertThat(everything)
        .contains("at rest")
        .contains(text(key, "key_id"))
        .doesNotContain(text(key, "secret_access_key"))
        .doesNotContain(cookie);
  }
}
