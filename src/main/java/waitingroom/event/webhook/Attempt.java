package waitingroom.event.webhook;

import java.time.Duration;

/** Outcome of one attempt to deliver an event. */
sealed interface Attempt {

  /** Accepted by the receiver (2xx). */
  record Delivered() implements Attempt {}

  /** The receiver wants no more events (410). */
  record Gone() implements Attempt {}

  /**
   * A failure that may be temporary.
   *
   * @param why for operators, without secrets
   * @param retryAfter shortest pause requested by the receiver
   */
  record Failed(String why, Duration retryAfter) implements Attempt {}
}
