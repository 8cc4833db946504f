package waitingroom.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.RawHttp2;
import waitingroom.testkit.RawListener;
import waitingroom.testkit.RawListeners;
import waitingroom.testkit.TestNode;

/**
 * HTTP/2 on both listeners, by ALPN and with prior knowledge (RFC 9113): what browsers bring is
 * served, and what has no end is cut.
 */
@OnNode(Profile.PLAIN)
@Timeout(60)
class Http2IT {
  private static final String PAGE = "/waiting-room/Sample";

  private static RawListeners listeners;

  @BeforeAll
  static void start(TestNode shared, @TempDir Path folder) {
    listeners = new RawListeners(Http2IT.class, shared, folder);
  }

  @AfterAll
  static void stop() {
    listeners.close();
  }

  private interface Visit {
    void to(RawHttp2 connection) throws IOException;
  }

  private static void each(List<RawListener> all, Visit visit) throws IOException {
    for (RawListener listener : all) {
      try (RawHttp2 connection = new RawHttp2(listener)) {
        visit.to(connection);
      }
    }
  }

  /** Ends of one stream leave the others alone. */
  private static void lives(RawHttp2 connection, int stream) throws IOException {
    connection.get(stream, "/health/live");
    assertThat(connection.ended(stream).status()).isEqualTo(200);
  }

  static Stream<List<String>> cookies() {
    return Stream.of(
        Collections.nCopies(60, "cookie:c=" + "x".repeat(50)),
        Collections.nCopies(3, "cookie:c=" + "x".repeat(3_500)),
        List.of("cookie:c=" + "x".repeat(30_000)),
        List.of("cookie:nick=caf\u00e9"));
  }

  @ParameterizedTest
  @MethodSource("cookies")
  void the_page_is_shown_whatever_cookies_a_browser_has(List<String> cookies) throws IOException {
    each(
        listeners.ofVisitors(),
        connection -> {
          connection.get(1, PAGE, fields(cookies));
          assertThat(connection.ended(1).status()).isEqualTo(200);
        });
  }

  private static String[] fields(List<String> lines) {
    return lines.stream().flatMap(line -> Stream.of(line.split(":", 2))).toArray(String[]::new);
  }

  @Test
  void a_head_that_is_too_long_is_refused_in_words_on_its_stream_alone() throws IOException {
    each(
        listeners.ofVisitors(),
        connection -> {
          connection.get(1, PAGE, "cookie", "c=" + "x".repeat(60_000));
          RawHttp2.Ended refused = connection.ended(1);
          assertThat(refused.status()).isEqualTo(431);
          assertThat(refused.body()).contains("<h1>", "cookies");
          connection.get(3, PAGE + "?a=" + "x".repeat(17_000));
          assertThat(connection.ended(3).status()).isEqualTo(414);
          lives(connection, 5);
        });
  }

  @Test
  void headers_without_end_are_cut_at_the_limit() throws IOException {
    each(
        listeners.all(),
        connection -> {
          connection.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1);
          int sent = 0;
          try {
            for (; sent < 64_000; sent++) {
              // A literal header that is not indexed: name "a", value "b".
              connection.frame(
                  RawHttp2.CONTINUATION,
                  0,
                  1,
                  (byte) 0,
                  (byte) 1,
                  (byte) 'a',
                  (byte) 1,
                  (byte) 'b');
            }
          } catch (IOException cut) {
            // As it should be, if the sender is fast.
          }
          connection.awaitEnd();
        });
  }

  @Test
  void streams_that_are_reset_at_once_do_not_go_on_for_ever() throws IOException {
    each(
        listeners.all(),
        connection -> {
          try {
            for (int stream = 1; stream < 40_000; stream += 2) {
              connection.get(stream, "/health/live");
              connection.frame(RawHttp2.RESET, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 8);
            }
          } catch (IOException cut) {
            // As it should be, if the sender is fast.
          }
          connection.awaitEnd();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transfer-encoding:chunked",
        "connection:keep-alive",
        "Upper:a",
        ":path:/other",
        "content-length:5",
        "a:b\nc"
      })
  void a_malformed_head_ends_its_stream_and_nothing_else(String field) throws IOException {
    int colon = field.indexOf(':', 1);
    each(
        listeners.all(),
        connection -> {
          connection.get(1, "/health/live", field.substring(0, colon), field.substring(colon + 1));
          assertThat(connection.ended(1).status()).isIn(0, 400);
          lives(connection, 3);
        });
  }

  @Test
  void a_body_longer_than_its_length_is_no_second_request() throws IOException {
    each(
        listeners.ofVisitors(),
        connection -> {
          connection.headers(
              1,
              0,
              "POST",
              "/assign_queue_num",
              "content-type",
              "application/json",
              "content-length",
              "2");
          connection.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, new byte[50]);
          assertThat(connection.ended(1).status()).isIn(0, 400);
          lives(connection, 3);
        });
  }

  @Test
  void a_head_is_get_without_a_body() throws IOException {
    each(
        listeners.ofVisitors(),
        connection -> {
          connection.headers(1, RawHttp2.END_STREAM, "HEAD", PAGE);
          RawHttp2.Ended head = connection.ended(1);
          assertThat(head.status()).isEqualTo(200);
          assertThat(head.body()).isEmpty();
          connection.headers(3, RawHttp2.END_STREAM, "HEAD", "/serving_num?event_id=Sample");
          assertThat(connection.ended(3).status()).isEqualTo(403);
        });
  }
}
