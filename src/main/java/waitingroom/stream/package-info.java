/** Server-sent updates for visitors: one line per room and node, and the announcement of turns. */
@NullMarked
package waitingroom.stream;

import org.jspecify.annotations.NullMarked;
