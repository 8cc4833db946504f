/**
 * The API for visitors: joining, counters, positions, estimates, tokens, heartbeats and the stream.
 */
@NullMarked
package waitingroom.http.visitor;

import org.jspecify.annotations.NullMarked;
