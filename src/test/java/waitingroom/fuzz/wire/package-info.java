/** Raw bytes into the listeners, judged by what comes back and by nginx. */
@NullMarked
package waitingroom.fuzz.wire;

import org.jspecify.annotations.NullMarked;
