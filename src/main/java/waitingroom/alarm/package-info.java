/**
 * Alarms, set by other systems or derived from metrics by a definition: one sharded, event-sourced
 * entity holds them all, every node has a copy ({@link waitingroom.alarm.AlarmBoard}), and the
 * edges set them through {@link waitingroom.alarm.Alarms}.
 */
@NullMarked
package waitingroom.alarm;

import org.jspecify.annotations.NullMarked;
