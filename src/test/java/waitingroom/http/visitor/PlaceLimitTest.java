package waitingroom.http.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.server.CostSettings;
import waitingroom.room.RoomId;

class PlaceLimitTest {
  private static final RoomId ROOM = new RoomId("Sample");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private PlaceLimit limit(int perSecond) {
    return new PlaceLimit(new CostSettings(Map.of(), perSecond, 3), registry);
  }

  @Test
  void a_place_that_asks_too_often_is_429_and_others_are_not() {
    PlaceLimit limit = limit(1);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                limit.take(ROOM, 1, 7);
              }
            })
        .isInstanceOfSatisfying(
            HttpRefusal.class,
            refusal -> assertThat(refusal.response().status().intValue()).isEqualTo(429));
    assertThat(registry.get("waitingroom.http.limited").tag("reason", "place").counter().count())
        .isEqualTo(1);
    assertThatCode(() -> limit.take(ROOM, 1, 8)).doesNotThrowAnyException();
    assertThatCode(() -> limit.take(ROOM, 2, 7)).doesNotThrowAnyException();
  }

  @Test
  void a_place_may_ask_again_at_once() {
    PlaceLimit limit = limit(1);
    for (int i = 0; i < 3; i++) {
      limit.take(ROOM, 1, 7);
    }
    assertThat(registry.get("waitingroom.http.limited").counter().count()).isZero();
  }

  @Test
  void zero_is_no_limit() {
    PlaceLimit none = limit(0);
    for (int i = 0; i < 100; i++) {
      none.take(ROOM, 1, 7);
    }
    assertThat(registry.get("waitingroom.http.limited").counter().count()).isZero();
  }
}
