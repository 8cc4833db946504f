package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request id is looked for, and which one counts. */
class SentRequestIdTest {
  private static final String COOKIE = "waiting_room_place_Sample=kept";

  private static Exchange exchange(String query, String... headers) {
    HttpRequest request = HttpRequest.create("/line" + query);
    for (int i = 0; i < headers.length; i += 2) {
      request = request.addHeader(RawHeader.create(headers[i], headers[i + 1]));
    }
    return new Exchange(request, List.of(), new byte[0]);
  }

  @Test
  void the_query_goes_before_the_header_and_the_header_before_the_cookie() {
    String header = "x-waiting-room-request-id";
    String room = "?event_id=Sample";
    assertThat(
            SentRequestId.of(
                exchange(room + "&request_id=asked", header, "sent", "Cookie", COOKIE)))
        .contains("asked");
    assertThat(SentRequestId.of(exchange(room, header, "sent", "Cookie", COOKIE))).contains("sent");
    assertThat(SentRequestId.of(exchange(room, "Cookie", "a=b; " + COOKIE))).contains("kept");
    assertThat(SentRequestId.of(exchange(room))).isEmpty();
  }

  @Test
  void what_is_written_counts_even_if_it_is_wrong_but_an_empty_header_is_none() {
    assertThat(SentRequestId.of(exchange("?event_id=Sample&request_id=", "Cookie", COOKIE)))
        .contains("");
    assertThat(
            SentRequestId.of(
                exchange("?event_id=Sample", SentRequestId.HEADER, " ", "Cookie", COOKIE)))
        .contains("kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", ""})
  void a_cookie_that_another_page_made_the_browser_send_does_not_count(String site) {
    assertThat(
            SentRequestId.of(
                exchange("?event_id=Sample", "Sec-Fetch-Site", site, "Cookie", COOKIE)))
        .isEmpty();
    assertThat(
            SentRequestId.of(
                exchange("?event_id=Sample", "Sec-Fetch-Site", site, SentRequestId.HEADER, "sent")))
        .contains("sent");
    assertThat(
            SentRequestId.of(
                exchange("?event_id=Sample", "Sec-Fetch-Site", "same-origin", "Cookie", COOKIE)))
        .contains("kept");
  }

  @ParameterizedTest
  @CsvSource({"''", "?event_id=Other", "?event_id=", "?event_id=Sample%3Dk", "?event_id=a%3Bb"})
  void a_cookie_is_for_the_room_in_its_name(String query) {
    assertThat(SentRequestId.of(exchange(query, "Cookie", COOKIE))).isEmpty();
  }
}
