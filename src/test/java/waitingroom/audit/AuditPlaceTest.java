package waitingroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditPlaceTest {
  @Test
  void a_place_survives_a_round_trip() {
    AuditPlace place = new AuditPlace(Instant.ofEpochMilli(1_700_000_000_123L), UUID.randomUUID());
    assertThat(AuditPlace.parse(place.text())).contains(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "1", "1.", "x.y", "1.not-an-id", "99999999999999999999.0-0-0-0-0"})
  void any_other_text_is_refused(String text) {
    assertThat(AuditPlace.parse(text)).isEmpty();
  }
}
