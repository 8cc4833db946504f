package waitingroom.alarm.watch;

import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmState;

/**
 * A state change of an alarm.
 *
 * @param sequenceNr of the journal event, ascending
 * @param atMillis epoch milliseconds
 * @param reason null: set by a client
 */
public record AlarmChange(
    long sequenceNr, long atMillis, AlarmState state, @Nullable String reason) {}
