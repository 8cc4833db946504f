/** How long a visitor is likely to wait: estimated from how the line moved, on each node. */
@NullMarked
package waitingroom.forecast;

import org.jspecify.annotations.NullMarked;
