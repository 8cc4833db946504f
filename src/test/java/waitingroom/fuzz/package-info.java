/** Malformed requests by the ten thousand, from a seed. */
@NullMarked
package waitingroom.fuzz;

import org.jspecify.annotations.NullMarked;
