package waitingroom.alarm;

import waitingroom.inlet.AlarmState;

/**
 * An alarm as it was last set.
 *
 * @param sinceMillis epoch milliseconds of the change to this state
 * @param revision number of that change among those of all alarms, from 1: of two reports of one
 *     alarm the higher is the newer
 */
public record Alarm(AlarmName name, AlarmState state, long sinceMillis, long revision) {}
