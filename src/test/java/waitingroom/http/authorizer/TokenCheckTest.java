package waitingroom.http.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import waitingroom.authorizer.Authorizer;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.authorizer.Standing;
import waitingroom.authorizer.check.TokenSources;
import waitingroom.authorizer.check.WaitingPage;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;

/** The room that a proxy names. */
class TokenCheckTest {
  @SuppressWarnings("NullAway")
  private static TokenCheck check(boolean anyRoom) {
    AuthorizerSettings settings =
        new AuthorizerSettings(
            new TokenSources(List.of("Authorization"), Optional.empty()),
            Optional.of("X-Room"),
            anyRoom,
            Set.of(),
            Duration.ZERO,
            1,
            false,
            new WaitingPage("/", Set.of()));
    return new TokenCheck(
        new Authorizer(null, settings, Clock.systemUTC()),
        settings,
        token -> Standing.LIVE,
        new SimpleMeterRegistry());
  }

  private static Exchange exchange(String target, String header) {
    HttpRequest request = HttpRequest.GET(target);
    return new Exchange(
        header.isEmpty() ? request : request.addHeader(RawHeader.create("X-Room", header)),
        List.of(),
        new byte[0]);
  }

  @Test
  void without_a_name_it_is_refused_unless_the_setting_allows_any_room() {
    Exchange unnamed = exchange("/authorizer?live=true", "");
    assertThatThrownBy(() -> check(false).room(unnamed))
        .isInstanceOfSatisfying(
            HttpRefusal.class,
            refusal -> assertThat(refusal.response().status().intValue()).isEqualTo(400));
    assertThat(check(true).room(unnamed)).isNull();
  }

  @Test
  void a_name_counts_whatever_the_setting_and_the_query_goes_first() {
    for (boolean anyRoom : new boolean[] {false, true}) {
      TokenCheck check = check(anyRoom);
      assertThat(check.room(exchange("/authorizer?event_id=sale", "other"))).isEqualTo("sale");
      assertThat(check.room(exchange("/authorizer", "other"))).isEqualTo("other");
      assertThatThrownBy(() -> check.room(exchange("/authorizer?event_id=", "other")))
          .isInstanceOf(HttpRefusal.class);
    }
  }
}
