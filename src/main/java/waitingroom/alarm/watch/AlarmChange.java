package waitingroom.alarm.watch;

import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmState;

/**
 * A state to which an alarm changed.
 *
 * @param sequenceNr of the event in the journal; grows from change to change
 * @param reason why; null: somebody set it
 */
public record AlarmChange(
    long sequenceNr, long atMillis, AlarmState state, @Nullable String reason) {}
