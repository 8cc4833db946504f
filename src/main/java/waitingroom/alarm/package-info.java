/**
 * Alarms, set by other systems or following from figures by a definition: one sharded,
 * event-sourced entity holds them all, every node knows their states without asking ({@link
 * waitingroom.alarm.AlarmBoard}), and the edges set them through {@link waitingroom.alarm.Alarms}.
 */
@NullMarked
package waitingroom.alarm;

import org.jspecify.annotations.NullMarked;
