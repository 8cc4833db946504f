/**
 * Draws: the order of a pool of visitors, and the hashes by which anybody can check it. Keys and
 * random values are handed in; this package does not know rooms.
 */
@NullMarked
package waitingroom.draw;

import org.jspecify.annotations.NullMarked;
