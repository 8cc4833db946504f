package waitingroom.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures as Standard Webhooks 1.0 has them. */
class WebhookSecretTest {

  /** The vector that the libraries of Standard Webhooks test with. */
  @Test
  void the_standards_own_vector_is_signed_as_there() {
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
  void a_new_secret_is_read_as_itself_and_differs_from_the_next() {
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
  void what_is_short_or_malformed_is_no_secret(String text) {
    assertThat(WebhookSecret.parse(text)).isEmpty();
  }
}
