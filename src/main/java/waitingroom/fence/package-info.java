/**
 * Fencing: a node that stood still for so long that others may run its rooms writes nothing more.
 * {@link waitingroom.fence.StallDetector} notices it, {@link waitingroom.fence.Fence} wraps the
 * actors that write journals, {@link waitingroom.fence.FencedSessions} checks where bytes leave for
 * the database. ADR 0021 has the reasons.
 */
@NullMarked
package waitingroom.fence;

import org.jspecify.annotations.NullMarked;
