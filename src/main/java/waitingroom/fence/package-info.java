/**
 * A node that stood still for so long that others may run its rooms writes nothing any more: {@link
 * waitingroom.fence.StallDetector} notices it, {@link waitingroom.fence.Fence} stands around the
 * actors that write journals, {@link waitingroom.fence.FencedSessions} where bytes leave for the
 * database. ADR 0021 says why.
 */
@NullMarked
package waitingroom.fence;

import org.jspecify.annotations.NullMarked;
