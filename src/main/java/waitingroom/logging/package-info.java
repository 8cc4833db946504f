/** Form of the log: one line an event, whatever strangers write. */
@NullMarked
package waitingroom.logging;

import org.jspecify.annotations.NullMarked;
