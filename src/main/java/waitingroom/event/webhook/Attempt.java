package waitingroom.event.webhook;

import java.time.Duration;

/** What came of one try to deliver an event. */
sealed interface Attempt {

  /** The receiver has it (2xx). */
  record Delivered() implements Attempt {}

  /** The receiver wants nothing any more (410). */
  record Gone() implements Attempt {}

  /**
   * It may work later.
   *
   * @param why without anything secret, for an operator
   * @param retryAfter the least pause that the receiver asked for
   */
  record Failed(String why, Duration retryAfter) implements Attempt {}
}
