package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpacedJsonTest {
  @Test
  void members_keep_their_order_and_the_spaces_of_the_original() {
    assertThat(
            new SpacedJson()
                .number("queue_number", 7)
                .string("event_id", "Sample")
                .flag("confirmed", false)
                .object("inner", new SpacedJson().number("status", 200))
                .bytes()
                .utf8String())
        .isEqualTo(
            "{\"queue_number\": 7, \"event_id\": \"Sample\", \"confirmed\": false,"
                + " \"inner\": {\"status\": 200}}");
  }

  @Test
  void an_object_may_be_empty() {
    assertThat(new SpacedJson().bytes().utf8String()).isEqualTo("{}");
  }
}
