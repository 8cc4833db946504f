/** The way of a visitor from the join to the admission, told to an OpenTelemetry collector. */
@NullMarked
package waitingroom.trace;

import org.jspecify.annotations.NullMarked;
