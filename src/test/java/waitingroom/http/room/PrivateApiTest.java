package waitingroom.http.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.HttpEntity;
import java.math.BigDecimal;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.http.route.HttpRefusal;

/** Terms that a caller may set for a single token. */
class PrivateApiTest {
  private static final long YEAR = 31_536_000;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, YEAR, -YEAR})
  void a_validity_period_is_at_most_a_year_either_way(long seconds) {
    assertThat(PrivateApi.validityPeriod(BigDecimal.valueOf(seconds))).isEqualTo(seconds);
  }

  /** Includes the smallest long, which has no positive counterpart. */
  @ParameterizedTest
  @ValueSource(longs = {YEAR + 1, -YEAR - 1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1})
  void a_longer_validity_period_is_refused(long seconds) {
    refused(
        () -> PrivateApi.validityPeriod(BigDecimal.valueOf(seconds)), "Invalid validity_period");
  }

  @Test
  void an_issuer_is_any_text_of_up_to_256_characters() {
    for (String issuer : new String[] {"", "https://é.example", "\ud83d\ude00", "x".repeat(256)}) {
      assertThat(PrivateApi.issuer(issuer)).isEqualTo(issuer);
    }
    refused(() -> PrivateApi.issuer("x".repeat(257)), "Invalid issuer: at most 256");
  }

  /** JSON can hold half a surrogate pair; UTF-8 cannot. */
  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d"})
  void an_issuer_with_half_a_character_is_refused(String issuer) {
    refused(() -> PrivateApi.issuer(issuer), "unpaired surrogate");
  }

  private static void refused(Runnable check, String text) {
    assertThatThrownBy(check::run)
        .asInstanceOf(InstanceOfAssertFactories.type(HttpRefusal.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.response().status().intValue()).isEqualTo(400);
              HttpEntity.Strict body = (HttpEntity.Strict) refusal.response().entity();
              assertThat(body.getData().utf8String()).contains(text);
            });
  }
}
