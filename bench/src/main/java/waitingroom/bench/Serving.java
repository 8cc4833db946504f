package waitingroom.bench;

import waitingroom.testkit.Answer;
import waitingroom.testkit.NodeProcess;

/** Call-up of visitors through the admin API. */
final class Serving {
  /** More visitors than join in any bench. */
  private static final long EVERYBODY = 100_000_000;

  private Serving() {}

  /**
   * Calls all present and future visitors and turns off position expiry, so that none is too late.
   */
  static void everybody(NodeProcess node) {
    check(node.admin().send("PATCH", "/rooms/Sample", "{\"enable_queue_position_expiry\": false}"));
    check(
        node.admin()
            .post(
                "/api/increment_serving_counter",
                "{\"event_id\": \"Sample\", \"increment_by\": %d}".formatted(EVERYBODY)));
  }

  private static void check(Answer answer) {
    if (answer.status() != 200) {
      throw new IllegalStateException("Cannot call the visitors: " + answer);
    }
  }
}
