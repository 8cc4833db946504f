package waitingroom.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.http.route.BrowserCookies;
import waitingroom.http.route.Exchange;

/** Recognition of requests by our own pages, and their cookies. */
class OwnPagesTest {
  private static Exchange exchange(String... headers) {
    HttpRequest request = HttpRequest.POST("/session");
    for (int i = 0; i < headers.length; i += 2) {
      request = request.addHeader(RawHeader.create(headers[i], headers[i + 1]));
    }
    return new Exchange(request, List.of(), new byte[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "https://rooms.example, rooms.example, true",
    "https://rooms.example, rooms.example:443, true",
    "http://rooms.example, rooms.example:80, true",
    "http://127.0.0.1:8090, 127.0.0.1:8090, true",
    "https://ROOMS.example, rooms.EXAMPLE, true",
    "https://rooms.example:8443, rooms.example, false",
    "https://rooms.example, rooms.example:8443, false",
    "https://evil.example, rooms.example, false",
    "https://rooms.example.evil.example, rooms.example, false",
    "https://evil-rooms.example, rooms.example, false",
    "null, rooms.example, false",
    "'', rooms.example, false",
    "'https://rooms.example evil', rooms.example, false",
  })
  void without_a_set_origin_it_is_held_against_the_host(String origin, String host, boolean ours) {
    assertThat(new OwnPages(Optional.empty()).sent(exchange("Origin", origin, "Host", host)))
        .isEqualTo(ours);
  }

  @Test
  void a_set_origin_is_the_only_one() {
    OwnPages pages = new OwnPages(Optional.of("https://rooms.example"));

    assertThat(pages.sent(exchange("Origin", "https://rooms.example", "Host", "pod:8090")))
        .isTrue();
    assertThat(pages.sent(exchange("Origin", "http://rooms.example", "Host", "rooms.example")))
        .isFalse();
    assertThat(pages.sent(exchange("Origin", "http://pod:8090", "Host", "pod:8090"))).isFalse();
  }

  @Test
  void a_browser_that_names_another_site_is_believed() {
    OwnPages pages = new OwnPages(Optional.empty());

    for (String site : new String[] {"cross-site", "same-site", "none", ""}) {
      assertThat(pages.sent(exchange("Sec-Fetch-Site", site))).as(site).isFalse();
    }
    assertThat(pages.sent(exchange("Sec-Fetch-Site", "same-origin"))).isTrue();
    assertThat(pages.sent(exchange())).isTrue();
  }

  @Test
  void cookies_are_set_for_this_host_alone_and_no_script_reads_them() {
    assertThat(new BrowserCookies(true).session("id").value())
        .isEqualTo("__Host-waiting_room_session=id; Path=/; HttpOnly; Secure; SameSite=Strict");
    assertThat(new BrowserCookies(false).session("id").value())
        .isEqualTo("waiting_room_session=id; Path=/; HttpOnly; SameSite=Strict");
    assertThat(new BrowserCookies(true).noSession().value())
        .isEqualTo(
            "__Host-waiting_room_session=; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=0");
  }

  @Test
  void a_cookie_is_found_by_its_whole_name() {
    BrowserCookies cookies = new BrowserCookies(true);

    assertThat(cookies.session(exchange("Cookie", "a=b; __Host-waiting_room_session=id; c=d")))
        .contains("id");
    assertThat(cookies.session(exchange("Cookie", "waiting_room_session=id"))).isEmpty();
    assertThat(cookies.session(exchange("Cookie", "x__Host-waiting_room_session=id"))).isEmpty();
    assertThat(cookies.session(exchange("Cookie", "__Host-waiting_room_session="))).isEmpty();
    assertThat(cookies.session(exchange())).isEmpty();
  }
}
