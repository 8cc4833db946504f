/** Traces of visitors from join to admission, sent to an OpenTelemetry collector. */
@NullMarked
package waitingroom.trace;

import org.jspecify.annotations.NullMarked;
