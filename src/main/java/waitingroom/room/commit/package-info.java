/** Group commit: requests of one node to one room share a write. */
@NullMarked
package waitingroom.room.commit;

import org.jspecify.annotations.NullMarked;
