package waitingroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;

/** Keys added at run time alongside those of the file. */
class KnownKeysTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final RunTimeKeys added = new RunTimeKeys();
  private final KnownKeys keys = new KnownKeys(null, added);
  private final Authenticator authenticator = new Authenticator(keys, null, Clock.systemUTC());

  private static RunTimeKey key(String secret) {
    return new RunTimeKey(
        Secrets.newKeyId(),
        "robot",
        Role.OPERATOR,
        NOW,
        "root",
        Secrets.hash(secret),
        Optional.of(secret),
        Optional.empty());
  }

  private Authentication bearer(String token) {
    return authenticator.authenticate(
        new SignedRequest(
            "GET",
            "/",
            null,
            List.of(new SignedRequest.Header("Authorization", "Bearer " + token)),
            new byte[0]));
  }

  @Test
  void an_added_key_opens_as_a_bearer_token_and_its_secret_verifies() {
    String secret = Secrets.newSecret();
    RunTimeKey key = key(secret);
    added.put(key);

    assertThat(bearer(key.bearerToken().orElseThrow()))
        .isEqualTo(new Authenticated(new Principal("robot", Role.OPERATOR)));
    assertThat(keys.verify(key.id(), secret)).isPresent();
    assertThat(keys.find(key.id())).map(AccessKey::secret).contains(secret);
  }

  @Test
  void a_wrong_secret_an_unknown_id_and_a_malformed_token_are_one_and_the_same() {
    RunTimeKey key = key(Secrets.newSecret());
    added.put(key);

    for (String token :
        List.of(
            "wrk_" + key.id() + "_" + Secrets.newSecret(),
            "wrk_" + Secrets.newKeyId() + "_" + key.secret().orElseThrow(),
            key.bearerToken().orElseThrow() + "x",
            "wrk_",
            "wrk_" + key.id() + "_")) {
      assertThat(bearer(token)).as(token).isEqualTo(new Denied(Reason.WRONG_KEY));
    }
    assertThat(keys.verify(key.id(), "")).isEmpty();
  }

  @Test
  void a_revoked_key_opens_nothing_and_keeps_nothing_secret() {
    RunTimeKey key = key(Secrets.newSecret());
    added.put(key);
    String token = key.bearerToken().orElseThrow();
    added.put(key.revoked(NOW, "root"));

    assertThat(bearer(token)).isEqualTo(new Denied(Reason.WRONG_KEY));
    assertThat(keys.holder(key.id())).isEmpty();
    assertThat(added.all()).singleElement().satisfies(one -> assertThat(one.good()).isFalse());
    assertThat(added.all().get(0).secret()).isEmpty();
    assertThat(added.all().get(0).secretHash()).isEmpty();
  }

  /**
   * As after a change of the master secret: only signatures need the secret itself, everything else
   * its hash.
   */
  @Test
  void a_key_whose_secret_cannot_be_opened_still_verifies_by_its_hash() {
    String secret = Secrets.newSecret();
    RunTimeKey whole = key(secret);
    added.put(
        new RunTimeKey(
            whole.id(),
            whole.name(),
            whole.role(),
            NOW,
            "root",
            whole.secretHash(),
            Optional.empty(),
            Optional.empty()));

    assertThat(bearer(whole.bearerToken().orElseThrow())).isInstanceOf(Authenticated.class);
    assertThat(keys.find(whole.id())).isEmpty();
  }

  @Test
  void a_reading_that_began_before_a_change_of_this_node_is_left_out() {
    RunTimeKey key = key(Secrets.newSecret());
    long since = added.changes();
    added.put(key);
    added.replace(List.of(), since);
    assertThat(added.find(key.id())).isPresent();

    added.replace(List.of(), added.changes());
    assertThat(added.find(key.id())).isEmpty();
  }

  @Test
  void the_older_of_two_readings_that_cross_is_left_out() {
    RunTimeKey key = key(Secrets.newSecret());
    long both = added.changes();
    added.replace(List.of(key), both);
    added.replace(List.of(), both);

    assertThat(added.find(key.id())).isPresent();
  }

  @Test
  void no_text_form_holds_a_secret() {
    String secret = Secrets.newSecret();
    RunTimeKey key = key(secret);

    assertThat(key.toString()).doesNotContain(secret);
    assertThat(new KeyToken(key.id(), secret).toString()).doesNotContain(secret);
    assertThat(List.of(key.id(), secret)).allMatch(text -> text.matches("\\w{20,40}"));
  }

  @Test
  void only_a_header_that_shows_a_secret_counts_as_a_try() {
    assertThat(Authenticator.showsSecret("Bearer wrk_x")).isTrue();
    assertThat(Authenticator.showsSecret(" bearer  wrk_x")).isTrue();
    assertThat(Authenticator.showsSecret("Bearer eyJ")).isFalse();
    assertThat(Authenticator.showsSecret("AWS4-HMAC-SHA256 Credential=wrk_x")).isFalse();
  }
}
