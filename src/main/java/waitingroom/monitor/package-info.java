/**
 * Watches the figures for the defined alarms: every node reports how it answered ({@link
 * waitingroom.monitor.AnswerTally}), one of them judges ({@link waitingroom.monitor.Watch}), and
 * what changed is written down and told.
 */
@NullMarked
package waitingroom.monitor;

import org.jspecify.annotations.NullMarked;
