/** Read side: tables filled from the journals of the rooms. */
@NullMarked
package waitingroom.readside;

import org.jspecify.annotations.NullMarked;
