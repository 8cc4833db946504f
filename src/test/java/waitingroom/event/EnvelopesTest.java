package waitingroom.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Events that were made earlier. */
class EnvelopesTest {
  private static String renamed(String json) {
    return new String(Envelopes.renamed(json.getBytes(UTF_8), id -> "not " + id), UTF_8);
  }

  @Test
  void the_visitor_is_renamed_and_nothing_else_changes() {
    assertThat(
            renamed(
                """
                {"id":"a/1/0","data":{"event_id":"a","request_id":"x","status":"completed"}}"""))
        .isEqualTo(
            """
            {"id":"a/1/0","data":{"event_id":"a","request_id":"not x","status":"completed"}}""");
  }

  @Test
  void an_event_about_no_visitor_stays_as_it_is() {
    String json = "{ \"request_id\": \"x\", \"data\": {\"epoch\": 2} }";
    assertThat(renamed(json)).isEqualTo(json);
  }
}
