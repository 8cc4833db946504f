package waitingroom.http.room;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import akka.http.javadsl.model.HttpEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.http.route.HttpRefusal;
import waitingroom.testkit.Answer;

/** Messages that drive the inlet {@code max_size} (contract, part 5). */
class ShopMessageTest {
  @ParameterizedTest
  @ValueSource(strings = {"2", "\"2\"", "\" 2 \""})
  void the_number_of_those_who_left_may_be_a_string(String exited) {
    ShopMessage message = message("{\"event_id\": \"ROOM\", \"exited\": " + exited + "}");
    assertThat(message.eventId()).isEqualTo("ROOM");
    assertThat(message.exited()).isEqualTo(2L);
    assertThat(message.completed()).isEmpty();
    assertThat(message.abandoned()).isEmpty();
  }

  @Test
  void all_its_members_may_be_missing() {
    ShopMessage message = message("{}");
    assertThat(message.eventId()).isNull();
    assertThat(message.exited()).isNull();
    assertThat(message.completed()).isEmpty();
    assertThat(message.abandoned()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x | JSON object",
        "[] | JSON object",
        "`` | JSON object",
        "{\"event_id\": 1} | event_id",
        "{\"event_id\": null} | event_id",
        "{\"event_id\": \"ROOM\", \"exited\": 1.5} | exited",
        "{\"event_id\": \"ROOM\", \"exited\": \"many\"} | exited",
        "{\"event_id\": \"ROOM\", \"exited\": \"\"} | exited",
        "{\"event_id\": \"ROOM\", \"exited\": true} | exited",
        "{\"event_id\": \"ROOM\", \"exited\": 9223372036854775808} | exited",
        "{\"event_id\": \"ROOM\", \"exited\": [1]} | exited",
        "{\"event_id\": \"ROOM\", \"completed\": \"x\"} | completed",
        "{\"event_id\": \"ROOM\", \"completed\": {\"a\": \"b\"}} | completed",
        "{\"event_id\": \"ROOM\", \"completed\": [1]} | completed",
        "{\"event_id\": \"ROOM\", \"abandoned\": [null]} | abandoned",
        "{\"Type\": \"Notification\", \"Message\": \"hello\"} | Message",
        "{\"Type\": \"Notification\", \"Message\": \"[]\"} | Message"
      })
  void a_malformed_message_is_refused_by_name(String body, String named) {
    HttpRefusal refusal = catchThrowableOfType(HttpRefusal.class, () -> message(body));
    assertThat(refusal).as(body).isNotNull();
    assertThat(refusal.response().status().intValue()).isEqualTo(400);
    var entity = (HttpEntity.Strict) refusal.response().entity();
    assertThat(Answer.parse(entity.getData().utf8String()).get("detail").textValue())
        .contains(named);
  }

  private static ShopMessage message(String json) {
    return ShopMessage.of(json.getBytes(UTF_8));
  }
}
