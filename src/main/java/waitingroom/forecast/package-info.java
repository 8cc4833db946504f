/** Estimates of visitors' waits, made on each node from the movement of the line. */
@NullMarked
package waitingroom.forecast;

import org.jspecify.annotations.NullMarked;
