/** Tens of thousands of malformed requests, generated from a seed. */
@NullMarked
package waitingroom.fuzz;

import org.jspecify.annotations.NullMarked;
