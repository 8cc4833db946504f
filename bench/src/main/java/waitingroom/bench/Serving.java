package waitingroom.bench;

import waitingroom.testkit.Answer;
import waitingroom.testkit.NodeProcess;

/** Calls people. */
final class Serving {
  /** More than ever join in a bench. */
  private static final long EVERYBODY = 100_000_000;

  private Serving() {}

  /** Calls all who have joined and who will, and lets them take the time that a bench takes. */
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
      throw new IllegalStateException("People cannot be called: " + answer);
    }
  }
}
