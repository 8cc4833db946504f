package waitingroom.event.webhook;

import waitingroom.event.JournalPosition;

/**
 * An event that could not be delivered.
 *
 * @param place of the event; for a sample, that of the last event before it
 * @param event its id
 * @param body the CloudEvent, JSON
 * @param failedAtMillis epoch milliseconds of the last try
 * @param failure why that failed
 */
public record DeadLetter(
    JournalPosition place, String event, String body, long failedAtMillis, String failure) {

  /** Where it stands among the others. */
  public DeadLetterKey key() {
    return new DeadLetterKey(place, event);
  }
}
