package waitingroom.http.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.TestClock;

/** Answers that are the same object are rendered once for each date. */
class SharedAnswersTest {
  private static final HttpResponse ONE =
      HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, "{\"serving\": 1}");

  private final TestClock clock = new TestClock();
  private final HttpDate date = new HttpDate(clock);
  private final SharedAnswers answers =
      new SharedAnswers(new Responses(date, List.of(RawHeader.create("Always", "there"))));

  private @Nullable String bytes(HttpResponse response) {
    ByteBuf bytes = answers.of(response, (HttpEntity.Strict) response.entity());
    return bytes == null ? null : bytes.toString(UTF_8);
  }

  @Test
  void an_answer_is_rendered_when_it_is_seen_again() {
    assertThat(bytes(ONE)).isNull();
    assertThat(bytes(ONE))
        .isEqualTo(
            """
            HTTP/1.1 200 OK\r
            Always: there\r
            Date: %s\r
            Content-Type: application/json\r
            Content-Length: 14\r
            \r
            {"serving": 1}"""
                .formatted(date.now()));
  }

  @Test
  void its_date_is_always_that_of_now() {
    bytes(ONE);
    bytes(ONE);
    String before = date.now();

    clock.advance(Duration.ofSeconds(1));

    assertThat(bytes(ONE)).doesNotContain(before).contains("Date: " + date.now() + "\r\n");
  }

  @Test
  void another_answer_never_gets_its_bytes() {
    for (int i = 0; i < 1_000; i++) {
      HttpResponse other = HttpResponse.create().withEntity("other " + i);
      bytes(ONE);
      bytes(other);
      assertThat(bytes(other)).endsWith("\r\n\r\nother " + i);
    }
  }

  @Test
  void answers_that_differ_in_their_bodies_share_a_head() {
    HttpResponse kind = HttpResponse.create().addHeader(RawHeader.create("Kind", "this"));
    bytes(kind.withEntity(ContentTypes.APPLICATION_JSON, "{}"));

    assertThat(bytes(kind.withEntity(ContentTypes.APPLICATION_JSON, "{\"a\": 1}")))
        .isEqualTo(
            """
            HTTP/1.1 200 OK\r
            Kind: this\r
            Always: there\r
            Date: %s\r
            Content-Type: application/json\r
            Content-Length: 8\r
            \r
            {"a": 1}"""
                .formatted(date.now()));
    clock.advance(Duration.ofSeconds(1));
    assertThat(bytes(kind.withEntity(ContentTypes.APPLICATION_JSON, "")))
        .contains("Date: " + date.now() + "\r\n")
        .endsWith("Content-Length: 0\r\n\r\n");
  }

  @Test
  void another_status_or_type_has_a_head_of_its_own() {
    HttpResponse kind = HttpResponse.create().addHeader(RawHeader.create("Kind", "this"));

    assertThat(second(kind.withEntity(ContentTypes.APPLICATION_JSON, "{}")))
        .contains("200 OK", "application/json");
    assertThat(second(kind.withEntity(ContentTypes.TEXT_PLAIN_UTF8, "{}")))
        .contains("200 OK", "text/plain");
    assertThat(second(kind.withStatus(410).withEntity(ContentTypes.APPLICATION_JSON, "{}")))
        .contains("410 Gone", "application/json");
  }

  private @Nullable String second(HttpResponse response) {
    bytes(response);
    return bytes(response.withEntity(response.entity()));
  }
}
