package waitingroom.http.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Answers that are the same object are rendered once for each date. */
class SharedAnswersTest {
  private static final HttpResponse ONE =
      HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, "{\"serving\": 1}");

  private final SharedAnswers answers = new SharedAnswers();

  private @Nullable String bytes(HttpResponse response, String date) {
    ByteBuf bytes = answers.of(response, (HttpEntity.Strict) response.entity(), date);
    return bytes == null ? null : bytes.toString(UTF_8);
  }

  @Test
  void an_answer_is_rendered_when_it_is_seen_again() {
    assertThat(bytes(ONE, "now")).isNull();
    assertThat(bytes(ONE, "now"))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: application/json\r\n"
                + "Content-Length: 14\r\n\r\n{\"serving\": 1}");
  }

  @Test
  void its_date_is_always_that_of_now() {
    bytes(ONE, "now");
    bytes(ONE, "now");

    assertThat(bytes(ONE, "later")).contains("Date: later\r\n");
  }

  @Test
  void another_answer_never_gets_its_bytes() {
    for (int i = 0; i < 1_000; i++) {
      HttpResponse other = HttpResponse.create().withEntity("other");
      bytes(ONE, "now");
      assertThat(bytes(other, "now")).isNull();
      assertThat(bytes(other, "now")).endsWith("other");
    }
  }
}
