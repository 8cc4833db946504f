package waitingroom.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of Standard Webhooks 1.0. */
class WebhookSecretTest {

  /** Test vector of the Standard Webhooks libraries. */
  @Test
  void the_test_vector_of_the_standard_is_signed_alike() {
    WebhookSecret secret =
        WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();

    assertThat(
            secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void a_new_secret_survives_a_round_trip_and_is_random() {
    WebhookSecret secret = WebhookSecret.random();

    assertThat(WebhookSecret.parse(secret.reveal())).contains(secret);
    assertThat(WebhookSecret.random()).isNotEqualTo(secret);
    assertThat(secret.toString()).doesNotContain(secret.reveal().substring(6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa",
        "whsec_*fKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
      })
  void a_short_or_malformed_secret_is_refused(String text) {
    assertThat(WebhookSecret.parse(text)).isEmpty();
  }
}
