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
      HttpResponse other = HttpResponse.create().withEntity("other");
      bytes(ONE);
      assertThat(bytes(other)).isNull();
      assertThat(bytes(other)).endsWith("other");
    }
  }
}
