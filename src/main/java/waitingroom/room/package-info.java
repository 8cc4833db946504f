/**
 * The pure core of the waiting room: commands, events, state, rules, sessions, expiry and settings.
 * No Akka, no clock, no database; {@link waitingroom.room.cluster} runs it.
 */
@NullMarked
package waitingroom.room;

import org.jspecify.annotations.NullMarked;
