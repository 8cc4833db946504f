/** Probes, metrics and the description of the API. */
@NullMarked
package waitingroom.http.operations;

import org.jspecify.annotations.NullMarked;
