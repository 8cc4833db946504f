package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.access.Role;
import waitingroom.http.route.Endpoint.Trail;

/** Guards that belong to a kind of endpoint. */
class EndpointTest {
  private static final Handler GOOD = exchange -> Answers.now(HttpResponse.create());

  private static int status(Endpoint endpoint, String site) {
    HttpRequest request =
        HttpRequest.create("/a").addHeader(RawHeader.create("Sec-Fetch-Site", site));
    Exchange exchange = new Exchange(request, List.of(), new byte[0]);
    return endpoint.serve(exchange).toCompletableFuture().join().status().intValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", ""})
  void what_a_browser_changes_is_for_our_own_pages(String site) {
    Endpoint changing = Endpoint.browsed("POST", "/a", GOOD);

    assertThatThrownBy(() -> status(changing, site))
        .isInstanceOfSatisfying(
            HttpRefusal.class,
            refusal -> assertThat(refusal.response().status().intValue()).isEqualTo(403));
    assertThat(status(changing, "same-origin")).isEqualTo(200);
    assertThat(status(changing.openToAllSites(), site)).isEqualTo(200);
    assertThat(status(Endpoint.browsed("GET", "/a", GOOD), site)).isEqualTo(200);
  }

  @Test
  void a_client_that_is_no_browser_says_nothing() {
    Exchange exchange = new Exchange(HttpRequest.create("/a"), List.of(), new byte[0]);
    assertThat(Endpoint.browsed("POST", "/a", GOOD).serve(exchange)).isCompleted();
  }

  @Test
  void what_changes_something_for_a_role_cannot_stay_out_of_the_trail() {
    Endpoint change = Endpoint.modern("POST", "/a", Role.ADMIN, GOOD);

    assertThat(change.trail()).isEqualTo(Trail.EACH);
    assertThat(change.summedInTrail().trail()).isEqualTo(Trail.SUMMED);
    assertThat(Endpoint.compatible("POST", "/a", Role.SHOP, GOOD).trail()).isEqualTo(Trail.EACH);
    assertThat(Endpoint.modern("GET", "/a", Role.ADMIN, GOOD).trail()).isEqualTo(Trail.NONE);
    assertThat(Endpoint.browsed("POST", "/a", GOOD).trail()).isEqualTo(Trail.NONE);
    assertThatThrownBy(
            () ->
                new Endpoint(
                    "PUT",
                    "/a",
                    Endpoint.Dialect.MODERN,
                    Role.ADMIN,
                    List.of(),
                    Preflight.USUAL,
                    true,
                    Trail.NONE,
                    null,
                    GOOD))
        .hasMessageContaining("PUT /a changes something");
  }
}
