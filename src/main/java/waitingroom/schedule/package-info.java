/**
 * The schedule of a room: events with a beginning and an end, their stages, and what holds in each.
 * Values and rules without a clock of their own.
 */
@NullMarked
package waitingroom.schedule;

import org.jspecify.annotations.NullMarked;
