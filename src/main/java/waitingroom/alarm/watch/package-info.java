/**
 * Watches the figures of defined alarms: every node reports its error responses ({@link
 * waitingroom.alarm.watch.AnswerTally}), one node judges ({@link waitingroom.alarm.watch.Watch}),
 * and changes are recorded and sent by e-mail.
 */
@NullMarked
package waitingroom.alarm.watch;

import org.jspecify.annotations.NullMarked;
