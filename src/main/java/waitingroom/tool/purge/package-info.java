/** Deletes what was kept of a closed room. */
@NullMarked
package waitingroom.tool.purge;

import org.jspecify.annotations.NullMarked;
