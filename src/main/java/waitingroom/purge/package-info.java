/** Deletes what was kept of a closed room. */
@NullMarked
package waitingroom.purge;

import org.jspecify.annotations.NullMarked;
