/** What visitors hear without asking: a line per room and node, and when their turn has come. */
@NullMarked
package waitingroom.stream;

import org.jspecify.annotations.NullMarked;
