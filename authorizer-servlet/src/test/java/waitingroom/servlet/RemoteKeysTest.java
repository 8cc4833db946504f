package waitingroom.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.authorizer.check.VerificationKey;

class RemoteKeysTest {
  private static final PublicJsonWebKey OLD = Tokens.key("ES256", "old");
  private static final PublicJsonWebKey NEW = Tokens.key("ES256", "new");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final JwksServer jwks;
  private final RemoteKeys keys;

  RemoteKeysTest() throws IOException {
    jwks = new JwksServer();
    keys = new RemoteKeys(jwks.url(), nanos::get);
  }

  @BeforeEach
  void publish() {
    jwks.publish(OLD);
  }

  @AfterEach
  void close() {
    jwks.close();
  }

  @Test
  void keys_are_fetched_once_for_many_requests() {
    for (int i = 0; i < 100; i++) {
      assertThat(keys.find("old")).contains(new VerificationKey("ES256", OLD.getPublicKey()));
    }
    assertThat(jwks.asked()).isEqualTo(1);
  }

  @Test
  void an_unknown_kid_causes_a_fetch_at_most_once_a_minute() {
    assertThat(keys.find("old")).isPresent();
    jwks.publish(OLD, NEW);

    pass(Duration.ofSeconds(59));
    for (int i = 0; i < 100; i++) {
      assertThat(keys.find("new")).isEmpty();
    }
    assertThat(jwks.asked()).isEqualTo(1);

    pass(Duration.ofSeconds(1));
    assertThat(keys.find("new")).isPresent();
    for (int i = 0; i < 100; i++) {
      assertThat(keys.find("made-up-" + i)).isEmpty();
    }
    assertThat(jwks.asked()).isEqualTo(2);
  }

  @Test
  void when_the_waiting_room_is_away_the_known_keys_stay_in_force() {
    assertThat(keys.find("old")).isPresent();
    jwks.close();

    pass(Duration.ofDays(1));
    assertThat(keys.find("new")).isEmpty();
    assertThat(keys.find("old")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "{\"keys\": []}",
        "{\"keys\": [{\"kty\": \"oct\", \"k\": \"AA\"}]}"
      })
  void an_answer_without_keys_changes_nothing(String body) {
    assertThat(keys.find("old")).isPresent();
    jwks.say(200, body);
    pass(Duration.ofMinutes(2));

    assertThat(keys.find("new")).isEmpty();
    assertThat(jwks.asked()).isEqualTo(2);
    assertThat(keys.find("old")).isPresent();
  }

  @Test
  void a_key_that_was_taken_out_is_forgotten_in_the_background() throws InterruptedException {
    assertThat(keys.find("old")).isPresent();
    jwks.publish(NEW);
    pass(Duration.ofMinutes(6));

    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (keys.find("old").isPresent() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(keys.find("old")).isEmpty();
    assertThat(keys.find("new")).isPresent();
  }

  @Test
  void until_keys_were_fetched_it_tries_each_second() {
    jwks.say(503, "");
    assertThat(keys.find("old")).isEmpty();
    assertThat(keys.find("old")).isEmpty();
    assertThat(jwks.asked()).isEqualTo(1);
    assertThat(keys.areKnown()).isFalse();

    jwks.publish(OLD);
    pass(Duration.ofSeconds(1));
    assertThat(keys.find("old")).isPresent();
    assertThat(keys.areKnown()).isTrue();
  }

  @Test
  void a_key_for_another_algorithm_is_left_out() {
    PublicJsonWebKey other = Tokens.key("RS256", "other");
    other.setAlgorithm("RS512");
    jwks.publish(OLD, other);
    assertThat(keys.find("other")).isEmpty();
    assertThat(keys.find("old")).isPresent();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
