package waitingroom.event.webhook;

import waitingroom.event.JournalPosition;

/**
 * An event that could not be delivered.
 *
 * @param place of the event; for a sample, that of the last event before it
 * @param event its id
 * @param body the CloudEvent as JSON
 * @param failedAtMillis epoch milliseconds of the last attempt
 */
public record DeadLetter(
    JournalPosition place, String event, String body, long failedAtMillis, String failure) {

  public DeadLetterKey key() {
    return new DeadLetterKey(place, event);
  }
}
