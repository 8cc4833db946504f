/** Rehearsal of a starting node: it serves imaginary visitors before real ones come. */
@NullMarked
package waitingroom.rehearsal;

import org.jspecify.annotations.NullMarked;
