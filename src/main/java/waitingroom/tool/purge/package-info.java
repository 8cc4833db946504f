/** Deletes the data of a closed room. */
@NullMarked
package waitingroom.tool.purge;

import org.jspecify.annotations.NullMarked;
