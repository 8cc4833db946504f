/**
 * Watches the figures for the defined alarms: every node reports how it answered ({@link
 * waitingroom.alarm.watch.AnswerTally}), one of them judges ({@link
 * waitingroom.alarm.watch.Watch}), and what changed is written down and told.
 */
@NullMarked
package waitingroom.alarm.watch;

import org.jspecify.annotations.NullMarked;
